/**
 * Presses the control that shows this digit. Where several parts of a question are open, the last one owns the digits:
 * it is the one the learner has come to. A part that is used more than once before the next (`data-own-digits`) keeps
 * them while it has the focus.
 */
export function pressDigit(root: HTMLElement | null, digit: string): void {
  const own = document.activeElement?.closest<HTMLElement>("[data-own-digits]");
  const part = own && root?.contains(own) ? own : root;
  const controls = part?.querySelectorAll<HTMLElement>(`[data-digit="${digit}"]:not(:disabled)`) ?? [];
  controls[controls.length - 1]?.click();
}

/**
 * Presses the control that shows this digit. Where several parts of a question are open, the last one owns the digits:
 * it is the one the learner has come to.
 */
export function pressDigit(root: HTMLElement | null, digit: string): void {
  const controls = root?.querySelectorAll<HTMLElement>(`[data-digit="${digit}"]:not(:disabled)`) ?? [];
  controls[controls.length - 1]?.click();
}

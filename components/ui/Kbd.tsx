/** A key. Hidden on touch, where there is none; `keep` shows it even there (lists of keys). */
export function Kbd({ keep = false, children }: { keep?: boolean; children: string }) {
  return <kbd className={keep ? "kbd kbd-keep" : "kbd"}>{children}</kbd>;
}

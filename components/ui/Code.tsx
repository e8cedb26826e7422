import type { ReactNode } from "react";

/**
 * A listing. Long lines scroll inside it, by keyboard too, so it needs a name.
 * @param children text, or the spans of a highlighter
 */
export function Code({ label, children }: { label: string; children: ReactNode }) {
  return (
    // A scrolling region must be reachable by keyboard (WCAG 2.1.1), hence the tab stop on something that is no control.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    // biome-ignore lint/a11y/useSemanticElements: it must stay a pre
    <pre className="code" tabIndex={0} role="region" aria-label={label}>
      <code>{children}</code>
    </pre>
  );
}

/** Code inside a line, outside of Prose. */
export function InlineCode({ children }: { children: ReactNode }) {
  return <code className="icode">{children}</code>;
}

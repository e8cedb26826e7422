import type { ReactNode } from "react";

/** `code` and **bold** of a one-line text; anything else is plain. The content check refuses an unclosed mark. */
const marks = /`([^`]+)`|\*\*([^*]+)\*\*/g;

export function InlineText({ text }: { text: string }): ReactNode {
  const parts: ReactNode[] = [];
  let end = 0;
  for (const match of text.matchAll(marks)) {
    if (match.index > end) parts.push(text.slice(end, match.index));
    const [whole, code, bold] = match;
    parts.push(
      code === undefined ? (
        <strong key={match.index}>{bold}</strong>
      ) : (
        <code key={match.index} className="icode">
          {code}
        </code>
      ),
    );
    end = match.index + whole.length;
  }
  if (end < text.length) parts.push(text.slice(end));
  return parts;
}

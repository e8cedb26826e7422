import type { ReactNode } from "react";
import type { NotePage } from "@/lib/content/pages";

/** A heading with its number in the margin. The id is the same in both languages. */
export function Heading({
  page,
  depth,
  id,
  children,
}: {
  page: NotePage;
  depth: 2 | 3;
  id: string;
  children: ReactNode;
}) {
  if (depth === 3) return <h3 id={id}>{children}</h3>;
  const number = page.headings.find((heading) => heading.id === id)?.number;
  return (
    <h2 id={id}>
      <span className="no" aria-hidden="true">
        {number}
      </span>
      {children}
    </h2>
  );
}

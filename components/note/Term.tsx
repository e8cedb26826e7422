import { type ReactNode, useId } from "react";
import { Popover } from "@/components/ui/Popover";
import type { NotePage } from "@/lib/content/pages";
import { langOfText } from "./CitationLine";

/** The first use of a term; its meaning opens beside it. */
export function Term({ page, id, children }: { page: NotePage; id: string; children: ReactNode }) {
  const popover = useId();
  const term = page.terms.find((each) => each.id === id);
  if (!term) return children;
  return (
    <Popover id={popover} trigger={children}>
      <strong className="block">
        {term.word}{" "}
        <span className="font-normal text-ink-3" lang={langOfText(term.other)}>
          {term.other}
        </span>
      </strong>
      <span className="block">{term.text}</span>
    </Popover>
  );
}

import type { ReactNode } from "react";
import type { NotePage } from "@/lib/content/pages";
import { ClaimMark } from "./ClaimMark";

/** Checkable words, with the number of their source behind them. In Chinese the mark stands before the full stop. */
export function Claim({ page, id, children }: { page: NotePage; id: string; children: ReactNode }) {
  const claim = page.claims.find((each) => each.id === id);
  const citations = page.citations.filter(({ number }) => claim?.numbers.includes(number));
  return (
    <span id={`claim-${id}`}>
      {children}
      <ClaimMark id={`src-${id}`} citations={citations} quote={claim?.quote} checked={page.checked} />
    </span>
  );
}

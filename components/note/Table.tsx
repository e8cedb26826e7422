import type { ReactNode } from "react";
import { InlineText } from "@/components/ui/InlineText";

/** A comparison. On a phone each row becomes a list of label and value. */
export function Table({ caption, children }: { caption: string; children: ReactNode }) {
  return (
    <figure className="fig">
      {children}
      <figcaption>
        <InlineText text={caption} />
      </figcaption>
    </figure>
  );
}

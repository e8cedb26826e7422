import type { ReactNode } from "react";
import { InlineText } from "@/components/ui/InlineText";

/** A listing with a title. */
export function Code({ title, children }: { title: string; children: ReactNode }) {
  return (
    <figure className="fig titled">
      <figcaption>
        <InlineText text={title} />
      </figcaption>
      {children}
    </figure>
  );
}

import type { ReactNode } from "react";
import { InlineText } from "@/components/ui/InlineText";

type Props = { id: string; caption: string; alt: string; children: ReactNode };

/** A table or a listing as an exhibit. */
export function Figure({ id, caption, alt, children }: Props) {
  return (
    <figure className="fig" id={`fig-${id}`}>
      {children}
      <figcaption>
        <InlineText text={caption} />
        <span className="sr">{alt}</span>
      </figcaption>
    </figure>
  );
}

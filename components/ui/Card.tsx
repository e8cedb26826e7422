import Link from "next/link";
import type { ComponentProps, HTMLAttributes, ReactNode } from "react";

/** A surface with a hairline. `as` names the element: `section` and `article` need a heading inside. */
export function Card({
  as: Element = "div",
  className = "",
  ...rest
}: { as?: "div" | "section" | "article" | "li" } & HTMLAttributes<HTMLElement>) {
  return <Element {...rest} className={`card ${className}`} />;
}

/** A card that leads somewhere: the whole card is the link, so nothing inside may be a link or a button. */
export function CardLink({ className = "", children, ...rest }: ComponentProps<typeof Link> & { children: ReactNode }) {
  return (
    <Link {...rest} className={`card card-link ${className}`}>
      {children}
    </Link>
  );
}

"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";

export type NavLink = { href: string; label: string };

/** The rooms of the site; the one the reader is in is marked. The first link is the home page, current only on itself. */
export function NavLinks({ links, onFollow }: { links: readonly NavLink[]; onFollow?: () => void }) {
  const pathname = usePathname();
  const home = links[0]?.href;
  const isCurrent = (href: string) => pathname === href || (href !== home && pathname.startsWith(`${href}/`));
  return links.map(({ href, label }) => (
    <Link
      key={href}
      href={href}
      prefetch={false}
      aria-current={isCurrent(href) ? "page" : undefined}
      onClick={onFollow}
    >
      {label}
    </Link>
  ));
}

import Link from "next/link";
import type { ComponentProps } from "react";

/**
 * A link in running text or a list. Its page is not fetched ahead unless asked (`prefetch="auto"`): a page of links would
 * fetch a page each. Other sites are opened as they are, without a referrer.
 */
export function TextLink({
  href,
  prefetch = false,
  ...rest
}: Omit<ComponentProps<typeof Link>, "href"> & { href: string }) {
  if (/^https?:/.test(href)) {
    const { replace: _replace, scroll: _scroll, ...anchor } = rest;
    return <a {...anchor} href={href} rel="noreferrer" />;
  }
  return <Link {...rest} href={href} prefetch={prefetch} />;
}

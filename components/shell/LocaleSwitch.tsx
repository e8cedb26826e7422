"use client";

import { usePathname } from "next/navigation";
import type { MouseEvent } from "react";
import { type Locale, langOf } from "@/lib/i18n/locales";
import { pathInLocale } from "@/lib/i18n/path";

/** Heading ids are equal in all languages: the heading last passed is the place to come back to. */
function headingInView(): string {
  const passed = [...document.querySelectorAll<HTMLElement>("main :is(h2, h3)[id]")].filter(
    (heading) => heading.getBoundingClientRect().top < 120,
  );
  const last = passed.at(-1);
  return last ? `#${last.id}` : "";
}

/**
 * The same place in the other language: path, query, and the heading being read. A plain link, so that it works without
 * JavaScript and loads the page anew with its own `lang`.
 */
export function LocaleSwitch({ to, children, label }: { to: Locale; children: string; label: string }) {
  const pathname = usePathname();
  const href = pathInLocale(pathname, to);
  const keepPlace = (event: MouseEvent<HTMLAnchorElement>) => {
    event.currentTarget.href = href + location.search + (location.hash || headingInView());
  };
  return (
    <a className="lang" href={href} hrefLang={langOf[to]} lang={langOf[to]} title={label} onClick={keepPlace}>
      {children}
    </a>
  );
}

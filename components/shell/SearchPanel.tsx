"use client";

import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Icon, type IconName } from "@/components/ui/Icon";
import { LiveRegion } from "@/components/ui/LiveRegion";
import { defaultLocale, isLocale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import type { Hit } from "@/lib/search/query";
import { loadSearch } from "./search-index";

const icons = { topic: "book", heading: "quote", gap: "weak", term: "pen" } as const satisfies Record<
  Hit["kind"],
  IconName
>;

type Results = { state: "empty" } | { state: "found"; query: string; hits: Hit[] } | { state: "failed" };

type Props = {
  first?: string;
  limit?: number;
  onQuery?: (query: string) => void;
  onFollow?: () => void;
};

/** A line to type in and what it finds. Down and Up walk through the results, Enter opens the first or the one in focus. */
export function SearchPanel({ first = "", limit = 12, onQuery, onFollow }: Props) {
  const t = useTranslations("search");
  const current = useLocale();
  const locale = isLocale(current) ? current : defaultLocale;
  const [query, setQuery] = useState(first);
  const [results, setResults] = useState<Results>({ state: "empty" });
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);

  useEffect(() => {
    let stale = false;
    loadSearch(locale).then(
      (search) => {
        if (!stale)
          setResults(query.trim() ? { state: "found", query, hits: search(query, limit) } : { state: "empty" });
      },
      () => {
        if (!stale) setResults({ state: "failed" });
      },
    );
    return () => {
      stale = true;
    };
  }, [query, locale, limit]);

  // A dialog that opens around the field asks for the attribute, which React does not write.
  useEffect(() => input.current?.setAttribute("autofocus", ""), []);

  const links = () => [...(list.current?.querySelectorAll("a") ?? [])];
  const walk = (event: KeyboardEvent) => {
    const all = links();
    const at = all.indexOf(document.activeElement as HTMLAnchorElement);
    if (event.key === "ArrowDown") (all[at + 1] ?? all.at(-1))?.focus();
    else if (event.key === "ArrowUp" && at > 0) all[at - 1]?.focus();
    else if (event.key === "ArrowUp") input.current?.focus();
    else if (event.key === "Enter" && at === -1 && !event.nativeEvent.isComposing) all[0]?.click();
    else return;
    event.preventDefault();
  };

  const hits = results.state === "found" ? results.hits : [];
  return (
    // The arrows only move focus between the field and the links, each of which works by itself.
    // biome-ignore lint/a11y/noStaticElementInteractions: see above
    <div onKeyDown={walk}>
      <div className="find-line">
        <Icon name="search" />
        <input
          ref={input}
          // biome-ignore lint/a11y/noAutofocus: the reader came here to type
          autoFocus
          type="search"
          enterKeyHint="go"
          autoComplete="off"
          spellCheck={false}
          aria-label={t("field")}
          placeholder={t("placeholder")}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            onQuery?.(event.target.value);
          }}
        />
      </div>
      <LiveRegion>{results.state === "found" ? t("count", { count: hits.length }) : ""}</LiveRegion>
      {results.state === "failed" && <p className="find-say text-bad">{t("failed")}</p>}
      {results.state === "empty" && <p className="find-say">{t("hint")}</p>}
      {results.state === "found" && hits.length === 0 && (
        <p className="find-say">{t("none", { query: results.query })}</p>
      )}
      <ul ref={list} className="find-list" aria-label={t("results")}>
        {hits.map((hit) => (
          <li key={hit.id}>
            <Link href={localePath(locale, hit.path)} prefetch={false} onClick={onFollow}>
              <Icon name={icons[hit.kind]} />
              <span className="min-w-0">
                <span className="find-title">{hit.title}</span>
                {(hit.within ?? hit.text) && <span className="find-text">{hit.within ?? hit.text}</span>}
              </span>
              <span className="cap">{t(`kind.${hit.kind}`)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

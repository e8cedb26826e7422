"use client";

import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { lazy, type MouseEvent, Suspense, useState } from "react";
import { Dialog } from "@/components/ui/Dialog";
import { Icon } from "@/components/ui/Icon";
import { Kbd } from "@/components/ui/Kbd";
import { useKeys } from "./keys";

/** The panel, its index and its tokenizer are loaded when the reader first searches. */
const SearchPanel = lazy(async () => ({ default: (await import("./SearchPanel")).SearchPanel }));

/**
 * The way to the search: opens it over the page. Without JavaScript, and on a press that asks for a new tab, it is a link
 * to the search page.
 */
export function SearchDialog() {
  const t = useTranslations("shell");
  const locale = useLocale();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const openHere = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    setOpen(true);
  };

  // An exam hides the bar, and the search with it: a dialog inside would block the page unseen.
  const openByKey = () => {
    if (document.querySelector(".top")?.checkVisibility()) setOpen(true);
  };
  useKeys(t("keys.everywhere"), [
    { keys: ["/"], label: t("keys.search"), run: openByKey },
    { keys: ["k"], modifier: "Ctrl", label: t("keys.search"), whileTyping: true, run: openByKey },
  ]);

  const href = `/${locale}/search`;
  return (
    <>
      <Link className="find" href={href} prefetch={false} onClick={openHere}>
        <Icon name="search" />
        {t("search")}
        <span aria-hidden="true">
          <Kbd>/</Kbd>
        </span>
      </Link>
      <Link className="icon-btn only-narrow" href={href} prefetch={false} aria-label={t("search")} onClick={openHere}>
        <Icon name="search" />
      </Link>
      <Dialog open={open} onClose={close} title={t("search")} closeLabel={t("close")} variant="high" width={640} flush>
        <Suspense fallback={<div className="find-line" />}>
          <SearchPanel onFollow={close} />
        </Suspense>
      </Dialog>
    </>
  );
}

"use client";

import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Dialog } from "@/components/ui/Dialog";
import { Kbd } from "@/components/ui/Kbd";
import { type Binding, type KeyGroup, useKeyGroups, useKeys } from "./keys";
import { usePreference } from "./preferences";

const printed: Record<string, string> = { ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓", " ": "Space" };
const print = (key: string) => printed[key] ?? (key.length === 1 ? key.toUpperCase() : key);
const shownOf = (binding: Binding) => binding.shown ?? binding.keys.map(print);

/** The list of the keys that work on this page, opened by `?` and from the foot of the page. */
export function KeySheet() {
  const t = useTranslations("shell");
  const locale = useLocale();
  const [open, setOpen] = useState(false);
  const groups = useKeyGroups();
  const single = usePreference("single-keys");
  useKeys(t("keys.everywhere"), [{ keys: ["?"], label: t("keys.sheet"), run: () => setOpen(true) }]);
  // The last part of the shell: from here on a key that is pressed is heard, and what drives a page by keys waits for it.
  useEffect(() => {
    document.documentElement.dataset.keys = "heard";
  }, []);

  const titles = [...new Set(groups.filter((group) => group.bindings.length > 0).map((group) => group.title))];
  const close = () => setOpen(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        {t("footer.keys")}
        <Kbd>?</Kbd>
      </button>
      <Dialog open={open} onClose={close} title={t("keys.title")} closeLabel={t("close")}>
        <div className="grid gap-6">
          {single === "off" && <p className="text-m text-ink-2">{t("keys.off")}</p>}
          {titles.map((title) => (
            <section key={title}>
              <h3 className="eyebrow mb-2">{title}</h3>
              <dl className="key-list">
                {byLabel(groups.filter((group) => group.title === title)).map(([label, bindings]) => (
                  <div key={label}>
                    <dt>{label}</dt>
                    <dd>
                      {bindings.map((binding) => (
                        <Keys key={`${binding.modifier}-${binding.keys.join()}`} binding={binding} />
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
          <Link className="text-m" href={`/${locale}/settings#keys`} prefetch={false} onClick={close}>
            {t("keys.manage")}
          </Link>
        </div>
      </Dialog>
    </>
  );
}

/** What one thing can be done by: bindings with the same words share a line. */
function byLabel(groups: readonly KeyGroup[]): [string, Binding[]][] {
  const lines = new Map<string, Binding[]>();
  for (const binding of groups.flatMap((group) => group.bindings)) {
    lines.set(binding.label, [...(lines.get(binding.label) ?? []), binding]);
  }
  return [...lines];
}

function Keys({ binding }: { binding: Binding }) {
  return (
    <span className="inline-flex gap-1">
      {binding.modifier && <Kbd keep>{binding.modifier}</Kbd>}
      {shownOf(binding).map((key) => (
        <Kbd keep key={key}>
          {key}
        </Kbd>
      ))}
    </span>
  );
}

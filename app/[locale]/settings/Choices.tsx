"use client";

import { usePathname } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { prefer, usePreference } from "@/components/shell/preferences";
import { Segmented } from "@/components/ui/Segmented";
import { langOf, locales } from "@/lib/i18n/locales";
import { pathInLocale } from "@/lib/i18n/path";

export function ThemeChoice() {
  const t = useTranslations("settings.theme");
  const theme = usePreference("theme");
  return (
    <Segmented
      legend={t("title")}
      value={theme}
      onChange={(value) => prefer("theme", value)}
      options={[
        { value: "system", label: t("system") },
        { value: "light", label: t("light") },
        { value: "dark", label: t("dark") },
      ]}
    />
  );
}

export function KeysChoice() {
  const t = useTranslations("settings.keys");
  const keys = usePreference("single-keys");
  return (
    <Segmented
      legend={t("title")}
      value={keys}
      onChange={(value) => prefer("single-keys", value)}
      options={[
        { value: "on", label: t("on") },
        { value: "off", label: t("off") },
      ]}
    />
  );
}

export function CertaintyChoice() {
  const t = useTranslations("settings.certainty");
  const shown = usePreference("certainty-marks");
  return (
    <Segmented
      legend={t("title")}
      value={shown}
      onChange={(value) => prefer("certainty-marks", value)}
      options={[
        { value: "off", label: t("off") },
        { value: "on", label: t("on") },
      ]}
    />
  );
}

/** Links, not a stored choice: the language is part of the address. */
export function LanguageChoice() {
  const t = useTranslations("settings.language");
  const current = useLocale();
  const pathname = usePathname();
  return (
    <nav className="seg" aria-label={t("title")}>
      {locales.map((locale) => (
        <a
          key={locale}
          href={pathInLocale(pathname, locale)}
          lang={langOf[locale]}
          hrefLang={langOf[locale]}
          aria-current={locale === current ? "true" : undefined}
        >
          {t(locale)}
        </a>
      ))}
    </nav>
  );
}

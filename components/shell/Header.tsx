import { getLocale, getTranslations } from "next-intl/server";
import { type Locale, locales } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import { Brand } from "./Brand";
import { LocaleSwitch } from "./LocaleSwitch";
import { MenuDrawer } from "./MenuDrawer";
import { type NavLink, NavLinks } from "./NavLinks";
import { OfflineBadge } from "./OfflineBadge";
import { SearchDialog } from "./SearchDialog";
import { ThemeSwitch } from "./ThemeSwitch";

/** The rooms that exist, in the order of the bar; the drawer of small screens adds the rest. */
const rooms = [
  ["today", "/"],
  ["topics", "/topics"],
  ["gaps", "/gaps"],
  ["practice", "/practice"],
  ["mock", "/mock"],
  ["labs", "/labs"],
  ["dashboard", "/dashboard"],
] as const;
const more = [
  ["search", "/search"],
  ["settings", "/settings"],
  ["about", "/about"],
] as const;

export async function Header() {
  const locale = (await getLocale()) as Locale;
  const t = await getTranslations("shell");
  const other = locales.find((each) => each !== locale) ?? locale;
  const linksOf = (list: readonly (readonly [(typeof rooms | typeof more)[number][0], string])[]): NavLink[] =>
    list.map(([room, path]) => ({ href: localePath(locale, path), label: t(`nav.${room}`) }));
  const themeLabel = (theme: "system" | "light" | "dark") => t("theme.next", { theme: t(`theme.${theme}`) });

  return (
    <header className="top">
      <Brand
        href={localePath(locale, "/")}
        name={t("site")}
        latin={locale === "zh" ? t("siteLatin") : ""}
        label={t("home")}
      />
      <nav className="wide" aria-label={t("nav.label")}>
        <NavLinks links={linksOf(rooms)} />
      </nav>
      <div className="tools">
        <OfflineBadge label={t("offline")} />
        <SearchDialog />
        <LocaleSwitch to={other} label={t("switchLanguage")}>
          {t("otherLanguage")}
        </LocaleSwitch>
        <ThemeSwitch labels={{ system: themeLabel("system"), light: themeLabel("light"), dark: themeLabel("dark") }} />
        <MenuDrawer
          label={t("menu")}
          closeLabel={t("close")}
          navLabel={t("nav.label")}
          links={[...linksOf(rooms), ...linksOf(more)]}
        />
      </div>
    </header>
  );
}

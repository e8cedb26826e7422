import { getLocale, getTranslations } from "next-intl/server";
import { TextLink } from "@/components/ui/TextLink";
import type { Locale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import { KeySheet } from "./KeySheet";

export async function Footer() {
  const locale = (await getLocale()) as Locale;
  const t = await getTranslations("shell");
  return (
    <footer className="foot wrap">
      <div>
        <span>{t("footer.local")}</span>
        <TextLink href={localePath(locale, "/about")}>{t("nav.about")}</TextLink>
        <TextLink href={localePath(locale, "/settings")}>{t("nav.settings")}</TextLink>
        <KeySheet />
      </div>
    </footer>
  );
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { TextLink } from "@/components/ui/TextLink";
import { isLocale } from "@/lib/i18n/locales";
import { alternatesOf, localePath } from "@/lib/i18n/path";
import { SearchField } from "./SearchField";

export async function generateMetadata({ params }: PageProps<"/[locale]/search">): Promise<Metadata> {
  const { locale } = await params;
  if (!isLocale(locale)) return {};
  const t = await getTranslations({ locale, namespace: "search" });
  return { title: t("title"), description: t("description"), alternates: alternatesOf(locale, "/search") };
}

export default async function SearchPage({ params }: PageProps<"/[locale]/search">) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  setRequestLocale(locale);
  const t = await getTranslations("search");
  return (
    <main id="main" className="wrap">
      <div className="mx-auto max-w-[720px]">
        <div className="page-head">
          <h1 className="h1">{t("title")}</h1>
        </div>
        <noscript>
          <p className="mb-4 text-l">
            {t("noscript")} <TextLink href={localePath(locale, "/topics")}>{t("topics")}</TextLink>
          </p>
        </noscript>
        <SearchField />
      </div>
    </main>
  );
}

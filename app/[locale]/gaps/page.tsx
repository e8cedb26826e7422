import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { ButtonLink } from "@/components/ui/Button";
import { gapList } from "@/lib/content/prepared";
import { isLocale } from "@/lib/i18n/locales";
import { alternatesOf, localePath } from "@/lib/i18n/path";
import { GapRows } from "./GapRows";

export async function generateMetadata({ params }: PageProps<"/[locale]/gaps">): Promise<Metadata> {
  const { locale } = await params;
  if (!isLocale(locale)) return {};
  const t = await getTranslations({ locale, namespace: "gaps" });
  return { title: t("title"), description: t("description"), alternates: alternatesOf(locale, "/gaps") };
}

export default async function GapsPage({ params }: PageProps<"/[locale]/gaps">) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  setRequestLocale(locale);
  const t = await getTranslations("gaps");
  return (
    <main id="main" className="wrap">
      <div className="page-head">
        <div className="max-w-[46em]">
          <h1 className="h1">{t("title")}</h1>
          <p className="mt-2 text-l text-pretty text-ink-2">{t("about")}</p>
        </div>
        <ButtonLink variant="primary" href={localePath(locale, "/practice?set=diagnostic")}>
          {t("diagnose")}
        </ButtonLink>
      </div>
      <div className="border-t border-ink pt-2">
        <GapRows gaps={await gapList(locale)} locale={locale} roomy />
      </div>
    </main>
  );
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { Prose } from "@/components/ui/Prose";
import { TextLink } from "@/components/ui/TextLink";
import { isLocale } from "@/lib/i18n/locales";
import { alternatesOf, localePath } from "@/lib/i18n/path";

export async function generateMetadata({ params }: PageProps<"/[locale]/about">): Promise<Metadata> {
  const { locale } = await params;
  if (!isLocale(locale)) return {};
  const t = await getTranslations({ locale, namespace: "about" });
  return { title: t("title"), description: t("description"), alternates: alternatesOf(locale, "/about") };
}

const sections = ["what", "sources", "judging", "privacy", "licence"] as const;

export default async function AboutPage({ params }: PageProps<"/[locale]/about">) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  setRequestLocale(locale);
  const t = await getTranslations("about");
  const link = (path: string) => (chunks: React.ReactNode) => (
    <TextLink href={localePath(locale, path)}>{chunks}</TextLink>
  );
  return (
    <main id="main" className="wrap">
      <div className="mx-auto max-w-[646px]">
        <div className="page-head">
          <h1 className="h1">{t("title")}</h1>
        </div>
        <Prose>
          {sections.map((section) => (
            <section key={section} aria-labelledby={section} className="[&:not(:first-child)]:pt-8">
              <h2 id={section} className="h3">
                {t(`${section}.title`)}
              </h2>
              <p className="mt-3">
                {t.rich(`${section}.first`, { settings: link("/settings"), dashboard: link("/dashboard") })}
              </p>
              <p className="mt-[1em]">
                {t.rich(`${section}.second`, { settings: link("/settings"), dashboard: link("/dashboard") })}
              </p>
            </section>
          ))}
        </Prose>
      </div>
    </main>
  );
}

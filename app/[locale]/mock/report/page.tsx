import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { Suspense } from "react";
import { LearnerProvider } from "@/components/learner/LearnerProvider";
import { Report, ReportWait } from "@/components/mock/Report";
import { IslandMessages } from "@/components/shell/IslandMessages";
import { isLocale } from "@/lib/i18n/locales";
import { alternatesOf } from "@/lib/i18n/path";

export async function generateMetadata({ params }: PageProps<"/[locale]/mock/report">): Promise<Metadata> {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  const t = await getTranslations({ locale, namespace: "report" });
  return { title: t("title"), alternates: alternatesOf(locale, "/mock/report"), robots: { index: false } };
}

export default async function MockReportPage({ params }: PageProps<"/[locale]/mock/report">) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  setRequestLocale(locale);
  return (
    <main id="main" className="wrap report-page pb-16">
      <IslandMessages namespaces={["report", "mock", "quiz", "kinds", "save", "ui"]}>
        <LearnerProvider questions>
          {/* Which sitting is meant stands in the address, which the server does not see: the page is static. */}
          <Suspense fallback={<ReportWait />}>
            <Report />
          </Suspense>
        </LearnerProvider>
      </IslandMessages>
    </main>
  );
}

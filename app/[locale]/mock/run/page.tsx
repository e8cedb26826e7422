import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { Suspense } from "react";
import { LearnerProvider } from "@/components/learner/LearnerProvider";
import { ExamWait } from "@/components/mock/ExamWait";
import { MockRun } from "@/components/mock/MockRun";
import { IslandMessages } from "@/components/shell/IslandMessages";
import { isLocale } from "@/lib/i18n/locales";
import { alternatesOf } from "@/lib/i18n/path";

export async function generateMetadata({ params }: PageProps<"/[locale]/mock/run">): Promise<Metadata> {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  const t = await getTranslations({ locale, namespace: "mock" });
  return { title: t("run.title"), alternates: alternatesOf(locale, "/mock/run"), robots: { index: false } };
}

export default async function MockRunPage({ params }: PageProps<"/[locale]/mock/run">) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  setRequestLocale(locale);
  const t = await getTranslations("mock");
  return (
    <IslandMessages namespaces={["mock", "quiz", "kinds", "save", "ui"]}>
      <LearnerProvider questions>
        {/* Which sitting is meant stands in the address, which the server does not see: the page is static. */}
        <Suspense fallback={<ExamWait>{t("run.loading")}</ExamWait>}>
          <MockRun />
        </Suspense>
      </LearnerProvider>
    </IslandMessages>
  );
}

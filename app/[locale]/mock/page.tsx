import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { Suspense } from "react";
import { LearnerProvider } from "@/components/learner/LearnerProvider";
import { PastAttempts, RunningAttempts } from "@/components/mock/Attempts";
import { MockSetup, type PresetCard, Setup } from "@/components/mock/MockSetup";
import { PresetPlan } from "@/components/mock/PresetPlan";
import { IslandMessages } from "@/components/shell/IslandMessages";
import { catalog } from "@/lib/content/prepared";
import { isLocale } from "@/lib/i18n/locales";
import { alternatesOf } from "@/lib/i18n/path";

export async function generateMetadata({ params }: PageProps<"/[locale]/mock">): Promise<Metadata> {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  const t = await getTranslations({ locale, namespace: "mock" });
  return { title: t("title"), description: t("about"), alternates: alternatesOf(locale, "/mock") };
}

export default async function MockPage({ params }: PageProps<"/[locale]/mock">) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  setRequestLocale(locale);
  const t = await getTranslations("mock");
  const { mocks } = await catalog(locale);
  const cards: PresetCard[] = [...mocks]
    .sort((one, other) => one.minutes - other.minutes)
    .map((preset) => ({ preset, plan: <PresetPlan preset={preset} /> }));
  return (
    <main id="main" className="wrap pb-16">
      <header className="page-head">
        <div>
          <h1 className="h1">{t("title")}</h1>
          <p className="cap mt-1.5 text-m">{t("about")}</p>
        </div>
      </header>
      <IslandMessages namespaces={["mock", "save", "ui"]}>
        <LearnerProvider questions>
          <RunningAttempts />
          {/* The choice stands in the address, which the server does not see: the page is static. */}
          <Suspense fallback={<Setup cards={cards} />}>
            <MockSetup cards={cards} />
          </Suspense>
          <PastAttempts />
        </LearnerProvider>
      </IslandMessages>
    </main>
  );
}

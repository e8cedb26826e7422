import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { Suspense } from "react";
import { LearnerProvider } from "@/components/learner/LearnerProvider";
import { Practice } from "@/components/quiz/Practice";
import { PracticeSetup } from "@/components/quiz/PracticeSetup";
import { IslandMessages } from "@/components/shell/IslandMessages";
import { catalog } from "@/lib/content/prepared";
import { isLocale } from "@/lib/i18n/locales";
import { alternatesOf } from "@/lib/i18n/path";

export async function generateMetadata({ params }: PageProps<"/[locale]/practice">): Promise<Metadata> {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  const t = await getTranslations({ locale, namespace: "practice" });
  return { title: t("title"), description: t("about"), alternates: alternatesOf(locale, "/practice") };
}

export default async function PracticePage({ params }: PageProps<"/[locale]/practice">) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  setRequestLocale(locale);
  const setup = <PracticeSetup catalog={await catalog(locale)} />;
  return (
    <main id="main" className="wrap">
      <IslandMessages
        namespaces={[
          "practice",
          "quiz",
          "kinds",
          "chain",
          "labs",
          "save",
          "dashboard.state",
          "dashboard.tooFew",
          "dashboard.roughly",
          "ui",
        ]}
      >
        <LearnerProvider questions>
          {/* Which set is asked for stands in the address, which the server does not see: the page is static. */}
          <Suspense fallback={setup}>
            <Practice>{setup}</Practice>
          </Suspense>
        </LearnerProvider>
      </IslandMessages>
    </main>
  );
}

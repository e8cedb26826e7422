import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { Dashboard } from "@/components/dashboard/Dashboard";
import { LearnerProvider } from "@/components/learner/LearnerProvider";
import { IslandMessages } from "@/components/shell/IslandMessages";
import { isLocale } from "@/lib/i18n/locales";
import { alternatesOf } from "@/lib/i18n/path";

export async function generateMetadata({ params }: PageProps<"/[locale]/dashboard">): Promise<Metadata> {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  const t = await getTranslations({ locale, namespace: "dashboard" });
  return { title: t("title"), description: t("description"), alternates: alternatesOf(locale, "/dashboard") };
}

export default async function DashboardPage({ params }: PageProps<"/[locale]/dashboard">) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  setRequestLocale(locale);
  return (
    <main id="main" className="wrap pb-16">
      <IslandMessages namespaces={["dashboard", "own", "reasons", "calibrated", "quiz", "kinds", "save", "ui"]}>
        <LearnerProvider questions>
          <Dashboard />
        </LearnerProvider>
      </IslandMessages>
    </main>
  );
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { setRequestLocale } from "next-intl/server";
import { HomeSwitch } from "@/components/learner/HomeSwitch";
import { IslandMessages } from "@/components/shell/IslandMessages";
import { isLocale } from "@/lib/i18n/locales";
import { alternatesOf } from "@/lib/i18n/path";
import { FirstVisit } from "./FirstVisit";

export async function generateMetadata({ params }: PageProps<"/[locale]">): Promise<Metadata> {
  const { locale } = await params;
  return isLocale(locale) ? { alternates: alternatesOf(locale, "/") } : {};
}

export default async function HomePage({ params }: PageProps<"/[locale]">) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  setRequestLocale(locale);
  return (
    <main id="main" className="wrap">
      <IslandMessages namespaces={["today", "plan", "dashboard", "own", "ui"]}>
        <HomeSwitch>
          <FirstVisit locale={locale} />
        </HomeSwitch>
      </IslandMessages>
    </main>
  );
}

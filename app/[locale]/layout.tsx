import "../globals.css";
import type { Metadata, Viewport } from "next";
import { notFound } from "next/navigation";
import { getTranslations, setRequestLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { Footer } from "@/components/shell/Footer";
import { Header } from "@/components/shell/Header";
import { IslandMessages } from "@/components/shell/IslandMessages";
import { SavedContent } from "@/components/shell/SavedContent";
import { themeScript } from "@/components/shell/theme-script";
import { isLocale, langOf, locales } from "@/lib/i18n/locales";

export const dynamicParams = false;
export const generateStaticParams = () => locales.map((locale) => ({ locale }));

export const viewport: Viewport = {
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#FBFAF7" },
    { media: "(prefers-color-scheme: dark)", color: "#14151A" },
  ],
};

export async function generateMetadata({ params }: LayoutProps<"/[locale]">): Promise<Metadata> {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  const t = await getTranslations({ locale, namespace: "shell" });
  return {
    title: { template: `%s · ${t("site")}`, default: `${t("site")} · ${t("tagline")}` },
    description: t("description"),
    applicationName: t("site"),
    manifest: `/manifest.${locale}.webmanifest`,
    icons: { icon: [{ url: "/icon.svg", type: "image/svg+xml" }], apple: "/icon-180.png" },
  };
}

export default async function LocaleLayout({ children, params }: LayoutProps<"/[locale]"> & { children: ReactNode }) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  setRequestLocale(locale);
  const t = await getTranslations("shell");
  return (
    // The script in the head may pin a theme on <html> before React looks at it.
    <html lang={langOf[locale]} suppressHydrationWarning>
      <head>
        <link rel="preload" href="/fonts/inter-latin.woff2" as="font" type="font/woff2" crossOrigin="anonymous" />
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, allowed by its hash */}
        <script dangerouslySetInnerHTML={{ __html: themeScript }} />
      </head>
      <body>
        <a className="skip" href="#main">
          {t("skip")}
        </a>
        <IslandMessages namespaces={["shell", "search", "errors", "ui"]}>
          <Header />
          {children}
          <Footer />
          {process.env.NODE_ENV === "development" ? <SavedContent /> : null}
        </IslandMessages>
      </body>
    </html>
  );
}

import "./globals.css";
import type { Metadata } from "next";
import { Both, languageScript } from "@/components/shell/Both";
import { Brand } from "@/components/shell/Brand";
import { themeScript } from "@/components/shell/theme-script";
import { both } from "@/lib/i18n/both";
import { defaultLocale, langOf, locales } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";

export const metadata: Metadata = {
  title: `${both.notFound.zh} · ${both.site.zh} / ${both.notFound.en} · ${both.site.en}`,
  icons: { icon: [{ url: "/icon.svg", type: "image/svg+xml" }] },
};

const ways = [
  ["/", both.home],
  ["/topics", both.topics],
  ["/search", both.search],
] as const;

/** One page for every address that does not exist, made at build; it takes the reader's language from the address. */
export default function GlobalNotFound() {
  return (
    <html lang={langOf[defaultLocale]} suppressHydrationWarning>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: constants of ours, allowed by their hash */}
        <script dangerouslySetInnerHTML={{ __html: themeScript + languageScript }} />
      </head>
      <body>
        <header className="top">
          <Brand href="/" name={both.site.zh} latin={both.site.en} label={`${both.site.zh} ${both.site.en}`} />
        </header>
        <main id="main" className="wrap">
          <div className="mx-auto max-w-[646px] py-16">
            <p className="mono text-ink-3">404</p>
            <h1 className="h1 mt-2">
              <Both text={both.notFound} />
            </h1>
            <p className="mt-4 text-l text-ink-2">
              <Both text={both.notFoundWhy} />
            </p>
            {locales.map((locale) => (
              <ul key={locale} lang={langOf[locale]} className="both mt-6">
                {ways.map(([path, words]) => (
                  <li key={path}>
                    {/* A full load: this page shares no layout with the rest. */}
                    <a className="inline-flex min-h-8 items-center text-l" href={localePath(locale, path)}>
                      {words[locale]}
                    </a>
                  </li>
                ))}
              </ul>
            ))}
          </div>
        </main>
      </body>
    </html>
  );
}

"use client";

import "./globals.css";
import { useEffect } from "react";
import { Both } from "@/components/shell/Both";
import { both } from "@/lib/i18n/both";
import { defaultLocale, langOf } from "@/lib/i18n/locales";

/** The last resort: the shell itself failed, so nothing of it may be used here. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  useEffect(() => {
    console.error(error);
  }, [error]);
  return (
    <html lang={langOf[defaultLocale]}>
      <head>
        <title>{`${both.failed.zh} / ${both.failed.en}`}</title>
      </head>
      <body>
        <main id="main" className="wrap">
          <div className="mx-auto grid max-w-[646px] justify-items-start gap-4 py-16">
            <h1 className="h1">
              <Both text={both.failed} />
            </h1>
            <p className="text-l text-ink-2">
              <Both text={both.failedWhy} />
            </p>
            {error.digest && <p className="mono text-ink-3">{error.digest}</p>}
            {/* Bare: this file is part of every page's first load. */}
            <button type="button" className="btn btn-primary" onClick={() => location.reload()}>
              {both.reload.zh} {both.reload.en}
            </button>
          </div>
        </main>
      </body>
    </html>
  );
}

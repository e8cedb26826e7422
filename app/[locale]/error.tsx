"use client";

import { useLocale, useTranslations } from "next-intl";
import { useEffect } from "react";
import { Button, ButtonLink } from "@/components/ui/Button";
import { FaultBox } from "@/components/ui/FaultBox";
import { defaultLocale, isLocale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";

/** Shown in place of a page that failed; the shell around it stays. The learner's log is not touched by it. */
export default function PageError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  const t = useTranslations("errors");
  const ui = useTranslations("ui.fault");
  const locale = useLocale();
  useEffect(() => {
    console.error(error);
  }, [error]);
  return (
    <main id="main" className="wrap">
      <div className="mx-auto max-w-[646px]">
        <div className="page-head">
          <h1 className="h1">{t("title")}</h1>
        </div>
        <FaultBox
          what={t("where")}
          where={error.digest ?? error.message}
          mend={t("mend")}
          labels={{ where: ui("where"), mend: ui("mend") }}
          actions={
            <>
              <Button variant="primary" onClick={retry}>
                {t("retry")}
              </Button>
              <ButtonLink href={localePath(isLocale(locale) ? locale : defaultLocale, "/")}>{t("home")}</ButtonLink>
            </>
          }
        />
      </div>
    </main>
  );
}

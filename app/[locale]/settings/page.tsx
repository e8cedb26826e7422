import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { ExportLog } from "@/components/learner/ExportLog";
import { PlanSetting } from "@/components/learner/PlanSetting";
import { IslandMessages } from "@/components/shell/IslandMessages";
import { DataTable } from "@/components/ui/DataTable";
import { isLocale } from "@/lib/i18n/locales";
import { alternatesOf } from "@/lib/i18n/path";
import { CertaintyChoice, KeysChoice, LanguageChoice, ThemeChoice } from "./Choices";

export async function generateMetadata({ params }: PageProps<"/[locale]/settings">): Promise<Metadata> {
  const { locale } = await params;
  if (!isLocale(locale)) return {};
  const t = await getTranslations({ locale, namespace: "settings" });
  return { title: t("title"), description: t("description"), alternates: alternatesOf(locale, "/settings") };
}

const stores = ["answers", "recordings", "preferences", "server", "cookies"] as const;

export default async function SettingsPage({ params }: PageProps<"/[locale]/settings">) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  setRequestLocale(locale);
  const t = await getTranslations("settings");
  const plan = await getTranslations("plan.setting");
  const rows = stores.map((id) => ({
    id,
    what: t(`stored.${id}.what`),
    where: t(`stored.${id}.where`),
    leaves: t(`stored.${id}.leaves`),
  }));
  return (
    <main id="main" className="wrap">
      <div className="mx-auto max-w-[760px]">
        <div className="page-head">
          <div>
            <h1 className="h1">{t("title")}</h1>
            <p className="mt-1.5 text-m text-ink-3">{t("about")}</p>
          </div>
        </div>
        <IslandMessages namespaces={["settings", "plan", "shell"]}>
          <section className="setting" aria-labelledby="theme">
            <div>
              <h2 id="theme" className="h4">
                {t("theme.title")}
              </h2>
              <p>{t("theme.text")}</p>
            </div>
            <ThemeChoice />
          </section>
          <section className="setting" aria-labelledby="language">
            <div>
              <h2 id="language" className="h4">
                {t("language.title")}
              </h2>
              <p>{t("language.text")}</p>
            </div>
            <LanguageChoice />
          </section>
          <section className="setting" aria-labelledby="interview">
            <div>
              <h2 id="interview" className="h4">
                {plan("title")}
              </h2>
              <p>{plan("text")}</p>
            </div>
            <PlanSetting />
          </section>
          <section className="setting" aria-labelledby="keys">
            <div>
              <h2 id="keys" className="h4">
                {t("keys.title")}
              </h2>
              <p>{t("keys.text")}</p>
            </div>
            <KeysChoice />
          </section>
          <section className="setting" aria-labelledby="certainty">
            <div>
              <h2 id="certainty" className="h4">
                {t("certainty.title")}
              </h2>
              <p>{t("certainty.text")}</p>
            </div>
            <CertaintyChoice />
          </section>
          <section className="setting" aria-labelledby="export">
            <div>
              <h2 id="export" className="h4">
                {t("export.title")}
              </h2>
              <p>{t("export.text")}</p>
            </div>
            <ExportLog />
          </section>
        </IslandMessages>
        <section className="border-t border-line pt-7" aria-labelledby="stored">
          <h2 id="stored" className="h3 mb-2">
            {t("stored.title")}
          </h2>
          <p className="mb-5 max-w-[44em] text-m text-ink-2">{t("stored.text")}</p>
          <DataTable
            caption={t("stored.title")}
            hideCaption
            rows={rows}
            rowId={(row) => row.id}
            columns={[
              { id: "what", label: t("stored.what"), cell: (row) => row.what },
              { id: "where", label: t("stored.where"), cell: (row) => row.where },
              { id: "leaves", label: t("stored.leaves"), cell: (row) => row.leaves },
            ]}
          />
        </section>
      </div>
    </main>
  );
}

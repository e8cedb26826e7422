import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { LabIsland } from "@/components/labs/LabIsland";
import { IslandMessages } from "@/components/shell/IslandMessages";
import { TextLink } from "@/components/ui/TextLink";
import { catalog } from "@/lib/content/prepared";
import { isLocale, type Locale, locales } from "@/lib/i18n/locales";
import { alternatesOf, localePath } from "@/lib/i18n/path";
import { isLabId, type LabId } from "@/lib/sim/lab";
import { builtLabs, loadLab } from "@/lib/sim/labs";

export const dynamicParams = false;
export const generateStaticParams = () => locales.flatMap((locale) => builtLabs.map((lab) => ({ locale, lab })));

type Params = PageProps<"/[locale]/labs/[lab]">["params"];

async function labOf(params: Params) {
  const { locale, lab: id } = await params;
  if (!isLocale(locale) || !isLabId(id)) notFound();
  const lab = await loadLab(id);
  if (!lab) notFound();
  return { locale, lab };
}

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const { locale, lab } = await labOf(params);
  const t = await getTranslations({ locale, namespace: "labs" });
  return {
    title: t("pageTitle", { title: lab.title[locale] }),
    description: lab.lead[locale],
    alternates: alternatesOf(locale, `/labs/${lab.id}`),
  };
}

/** Which question of the bank asks each task. */
async function questionsOf(locale: Locale, lab: LabId): Promise<Record<string, string>> {
  const { items } = await catalog(locale);
  return Object.fromEntries(
    items.flatMap(({ id, kind, spec }) =>
      kind === "simulation-task" && spec.lab === lab ? [[spec.task, id] as const] : [],
    ),
  );
}

export default async function LabPage({ params }: { params: Params }) {
  const { locale, lab } = await labOf(params);
  setRequestLocale(locale);
  const t = await getTranslations("labs");
  return (
    <main id="main" className="wrap pb-16">
      <div className="page-head lab-page-head">
        <div>
          <p className="crumb">
            <TextLink href={localePath(locale, "/labs")}>{t("title")}</TextLink>
          </p>
          <h1 className="h1">{lab.title[locale]}</h1>
          <p className="mt-2 max-w-[52em] text-l text-pretty text-ink-2">
            {lab.lead[locale]}{" "}
            <a className="underline" href="#leaves-out">
              {t("out.link")}
            </a>
          </p>
        </div>
      </div>
      <IslandMessages namespaces={["labs", "ui"]}>
        <LabIsland id={lab.id} questions={await questionsOf(locale, lab.id)} />
      </IslandMessages>
    </main>
  );
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { LabProgress } from "@/components/labs/LabProgress";
import { letterOf } from "@/components/labs/wording";
import { IslandMessages } from "@/components/shell/IslandMessages";
import { TextLink } from "@/components/ui/TextLink";
import { isLocale, type Locale } from "@/lib/i18n/locales";
import { alternatesOf, localePath } from "@/lib/i18n/path";
import { type LabId, labIds } from "@/lib/sim/lab";
import { builtLabs, loadLab } from "@/lib/sim/labs";

export async function generateMetadata({ params }: PageProps<"/[locale]/labs">): Promise<Metadata> {
  const { locale } = await params;
  if (!isLocale(locale)) return {};
  const t = await getTranslations({ locale, namespace: "labs" });
  return { title: t("title"), description: t("description"), alternates: alternatesOf(locale, "/labs") };
}

/** The labs, those that stand first; of the others the question they will answer. */
export default async function LabsPage({ params }: PageProps<"/[locale]/labs">) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  setRequestLocale(locale);
  const t = await getTranslations("labs");
  const planned = labIds.filter((id) => !builtLabs.includes(id));
  return (
    <main id="main" className="wrap">
      <div className="page-head">
        <div className="max-w-[46em]">
          <h1 className="h1">{t("title")}</h1>
          <p className="mt-2 text-l text-pretty text-ink-2">{t("about")}</p>
        </div>
      </div>
      <IslandMessages namespaces={["labs.list"]}>
        <ul className="lab-list">
          {builtLabs.map((id) => (
            <BuiltLab key={id} id={id} locale={locale} />
          ))}
          {planned.map((id) => (
            <li key={id} className="planned">
              <h2 className="h3">{t(`list.${id}.title`)}</h2>
              <p className="text-body text-ink-2">{t(`list.${id}.question`)}</p>
              <p className="cap">{t("list.planned")}</p>
            </li>
          ))}
        </ul>
      </IslandMessages>
    </main>
  );
}

async function BuiltLab({ id, locale }: { id: LabId; locale: Locale }) {
  const [t, lab] = await Promise.all([getTranslations("labs"), loadLab(id)]);
  if (!lab) return null;
  const path = localePath(locale, `/labs/${id}`);
  return (
    <li>
      <h2 className="h3">
        <TextLink href={path}>{lab.title[locale]}</TextLink>
      </h2>
      <p className="text-body text-ink-2">{t(`list.${id}.question`)}</p>
      <ol>
        {lab.tasks.map((task, index) => (
          <li key={task.id}>
            <span className="mono" aria-hidden="true">
              {letterOf(index)}
            </span>
            <TextLink href={`${path}?do=task-${task.id}`}>{task.title[locale]}</TextLink>
          </li>
        ))}
      </ol>
      <LabProgress lab={id} tasks={lab.tasks.map((task) => task.id)} />
    </li>
  );
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { PlaceDots } from "@/components/learner/PlaceDots";
import { TextLink } from "@/components/ui/TextLink";
import type { TrackList } from "@/lib/content/pages";
import { tracks } from "@/lib/content/prepared";
import { isLocale, type Locale } from "@/lib/i18n/locales";
import { alternatesOf, localePath } from "@/lib/i18n/path";

export async function generateMetadata({ params }: PageProps<"/[locale]/topics">): Promise<Metadata> {
  const { locale } = await params;
  if (!isLocale(locale)) return {};
  const t = await getTranslations({ locale, namespace: "topics" });
  return { title: t("title"), description: t("description"), alternates: alternatesOf(locale, "/topics") };
}

/** All topics by track; those that are only planned are named, not linked. */
export default async function TopicsPage({ params }: PageProps<"/[locale]/topics">) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  setRequestLocale(locale);
  const t = await getTranslations("topics");
  const all = await tracks(locale);
  const topics = all.flatMap((track) => track.topics);
  const written = topics.filter((topic) => topic.state === "written");
  return (
    <main id="main" className="wrap">
      <div className="page-head">
        <div>
          <h1 className="h1">{t("title")}</h1>
          <p className="mt-1.5 text-m text-ink-3">
            {t("count", { tracks: all.length, topics: topics.length, written: written.length })}
          </p>
        </div>
      </div>
      <div className="tracks">
        {all.map((track) => (
          <section key={track.id} id={track.id} aria-labelledby={`${track.id}-title`}>
            <h2 id={`${track.id}-title`} className="h4">
              <span className="letter">{track.letter}</span>
              {track.title}
            </h2>
            <ul>
              {track.topics.map((topic) => (
                <TopicRow key={topic.id} topic={topic} locale={locale} />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </main>
  );
}

async function TopicRow({ topic, locale }: { topic: TrackList[number]["topics"][number]; locale: Locale }) {
  const [t, ui] = await Promise.all([getTranslations("topics"), getTranslations("ui")]);
  if (topic.state === "planned") {
    return (
      <li className="planned">
        <span>{topic.title}</span>
        <span className="cap">{t("planned")}</span>
      </li>
    );
  }
  return (
    <li>
      <div>
        <TextLink href={localePath(locale, `/topics/${topic.id}`)}>{topic.title}</TextLink>
        <p className="cap num">
          {topic.minutes !== undefined && <span>{ui("minutes", { count: topic.minutes })}</span>}
          <span>{t("items", { count: topic.items })}</span>
          {topic.gaps.length > 0 && (
            <span>{t("gaps", { numbers: topic.gaps.map((gap) => gap.number).join(t("comma")) })}</span>
          )}
        </p>
      </div>
      <PlaceDots place={topic.id} />
    </li>
  );
}

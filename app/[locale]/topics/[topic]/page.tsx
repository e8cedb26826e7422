import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { MyPlace } from "@/components/learner/MyPlace";
import { PlaceBar, PlaceWord } from "@/components/learner/PlaceBar";
import { ReadingPlace } from "@/components/learner/ReadingPlace";
import { TopicPractice } from "@/components/learner/TopicPractice";
import { NoteBody } from "@/components/note/NoteBody";
import { Sources } from "@/components/note/Sources";
import { IslandMessages } from "@/components/shell/IslandMessages";
import { Sidebar, sidebarId } from "@/components/shell/Sidebar";
import { Toc } from "@/components/shell/Toc";
import { Icon } from "@/components/ui/Icon";
import { InlineText } from "@/components/ui/InlineText";
import { Prose } from "@/components/ui/Prose";
import { TextLink } from "@/components/ui/TextLink";
import type { TopicLink, TopicPage } from "@/lib/content/pages";
import { topicPage, tracks, writtenTopics } from "@/lib/content/prepared";
import { isLocale, type Locale } from "@/lib/i18n/locales";
import { alternatesOf, localePath } from "@/lib/i18n/path";
import { ThirtySeconds } from "../../ThirtySeconds";

export const dynamicParams = false;
export const generateStaticParams = async () => (await writtenTopics()).map((topic) => ({ topic }));

type Props = PageProps<"/[locale]/topics/[topic]">;

async function pageOf({ params }: Props): Promise<{ locale: Locale; page: TopicPage }> {
  const { locale, topic } = await params;
  if (!isLocale(locale)) notFound();
  const page = await topicPage(locale, topic);
  if (!page) notFound();
  return { locale, page };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, page } = await pageOf(props);
  return {
    title: page.title,
    description: page.answer.replace(/[`*]/g, ""),
    alternates: alternatesOf(locale, `/topics/${page.id}`),
  };
}

/** One note: the whole of it is server-rendered and works without JavaScript. */
export default async function TopicRoute(props: Props) {
  const { locale, page } = await pageOf(props);
  setRequestLocale(locale);
  const t = await getTranslations("topic");
  const sections = page.headings.filter((heading) => heading.depth === 2).map(({ id, text }) => ({ id, text }));
  const toc = [...sections, { id: "sources", text: t("sources") }];

  return (
    <IslandMessages namespaces={["mine", "ui"]}>
      <div className="topic">
        <ReadingPlace topic={page.id} />
        <Sidebar tracks={await tracks(locale)} topic={page.id} locale={locale} />
        <main id="main">
          <Head page={page} locale={locale} />
          <div className="fold">
            <MyPlace place={page.id} details={false} />
            <details>
              <summary>
                <Icon name="menu" />
                {t("onThisPage")}
              </summary>
              <ol>
                {toc.map(({ id, text }) => (
                  <li key={id}>
                    <a href={`#${id}`}>{text}</a>
                  </li>
                ))}
              </ol>
            </details>
          </div>
          <ThirtySeconds text={page.answer} />
          <Brief page={page} locale={locale} />
          <Prose className="mt-12">
            <IslandMessages namespaces={["quiz", "kinds", "save", "ui"]}>
              <NoteBody page={page} />
            </IslandMessages>
          </Prose>
          <Practise page={page} />
          <section aria-labelledby="sources" className="mt-14">
            <h2 id="sources" className="h3 mb-3">
              {t("sources")}
            </h2>
            <Sources page={page} />
          </section>
          <Neighbours previous={page.previous} next={page.next} locale={locale} />
        </main>
        <aside className="side" aria-label={t("aside")}>
          <section className="mine">
            <h2>{t("myState")}</h2>
            <MyPlace place={page.id} details />
          </section>
          <section>
            <h2>{t("onThisPage")}</h2>
            <Toc entries={toc} label={t("onThisPage")} />
          </section>
          {page.terms.length > 0 && (
            <section>
              <h2>{t("terms")}</h2>
              <dl className="gl">
                {page.terms.map(({ id, word, other, text }) => (
                  <div key={id}>
                    <dt>
                      {word} {other !== word && <span lang={locale === "zh" ? "en" : "zh-CN"}>{other}</span>}
                    </dt>
                    <dd>{text}</dd>
                  </div>
                ))}
              </dl>
            </section>
          )}
        </aside>
      </div>
    </IslandMessages>
  );
}

async function Head({ page, locale }: { page: TopicPage; locale: Locale }) {
  const [t, ui] = await Promise.all([getTranslations("topic"), getTranslations("ui")]);
  return (
    <header>
      <div className="crumb">
        <button type="button" className="open-rail" popoverTarget={sidebarId}>
          <Icon name="menu" />
          {t("tracks")}
        </button>
        <TextLink href={localePath(locale, `/topics#${page.track.id}`)}>
          {page.track.letter} {page.track.title}
        </TextLink>
        <span aria-hidden="true">/</span>
        <span className="num">{t("place", { index: page.place.index, of: page.place.of })}</span>
      </div>
      <h1 className="h1">{page.title}</h1>
      <div className="meta">
        {page.gaps.length > 0 && (
          <span>
            {t("gaps")}{" "}
            {page.gaps.map((gap, at) => (
              <span key={gap.id}>
                {at > 0 && t("comma")}
                <TextLink href={localePath(locale, `/gaps/${gap.id}`)}>
                  {gap.number} {gap.title}
                </TextLink>
              </span>
            ))}
          </span>
        )}
        <span className="num">{ui("minutes", { count: page.minutes })}</span>
        <span>{page.versions.join(t("comma"))}</span>
        {page.checked && <span>{t("checked", { date: page.checked })}</span>}
      </div>
    </header>
  );
}

async function Brief({ page, locale }: { page: TopicPage; locale: Locale }) {
  const [t, topics] = await Promise.all([getTranslations("topic"), getTranslations("topics")]);
  return (
    <div className={page.prerequisites.length > 0 ? "brief" : "brief alone"}>
      <section aria-labelledby="can-do">
        <h2 id="can-do">{t("canDo")}</h2>
        <ol>
          {page.canDo.map((line) => (
            <li key={line}>
              <span>
                <InlineText text={line} />
              </span>
            </li>
          ))}
        </ol>
      </section>
      {page.prerequisites.length > 0 && (
        <section aria-labelledby="before" className="pre">
          <h2 id="before">{t("prerequisites")}</h2>
          <ul>
            {page.prerequisites.map(({ id, title, state }) => (
              <li key={id}>
                <div>
                  {state === "written" ? (
                    <TextLink href={localePath(locale, `/topics/${id}`)}>{title}</TextLink>
                  ) : (
                    <span>{title}</span>
                  )}
                  {state === "written" ? <PlaceWord place={id} /> : <span className="cap">{topics("planned")}</span>}
                </div>
                {state === "written" && <PlaceBar place={id} />}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

async function Practise({ page }: { page: TopicPage }) {
  const t = await getTranslations("topic");
  if (page.items.length === 0) return null;
  const minutes = Math.max(1, Math.round(page.items.reduce((sum, item) => sum + item.seconds, 0) / 60));
  return (
    <section className="card end" aria-labelledby="practise">
      <div>
        <h2 id="practise" className="h4">
          {t("has", { claims: page.claims.length, items: page.items.length })}
        </h2>
      </div>
      <TopicPractice topic={page.id} items={page.items.length} minutes={minutes} />
    </section>
  );
}

async function Neighbours({ previous, next, locale }: Pick<TopicPage, "previous" | "next"> & { locale: Locale }) {
  const t = await getTranslations("topic");
  const toward = (link: TopicLink, label: string) => (
    <TextLink href={localePath(locale, `/topics/${link.id}`)} prefetch="auto">
      <span className="cap">{label}</span>
      {link.title}
    </TextLink>
  );
  return (
    <nav className="neighbours" aria-label={t("neighbours")}>
      {previous ? toward(previous, t("previous")) : <span />}
      {next ? toward(next, t("next")) : <span />}
    </nav>
  );
}

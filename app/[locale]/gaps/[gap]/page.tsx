import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { MyPlace } from "@/components/learner/MyPlace";
import { PlaceBar } from "@/components/learner/PlaceBar";
import { PlaceMark } from "@/components/learner/PlaceMark";
import { NoteBody } from "@/components/note/NoteBody";
import { Sources } from "@/components/note/Sources";
import { IslandMessages } from "@/components/shell/IslandMessages";
import { Toc } from "@/components/shell/Toc";
import { ButtonLink } from "@/components/ui/Button";
import { InlineText } from "@/components/ui/InlineText";
import { Prose } from "@/components/ui/Prose";
import { TextLink } from "@/components/ui/TextLink";
import type { GapPage } from "@/lib/content/pages";
import { gapList, gapPage, writtenGaps } from "@/lib/content/prepared";
import { isLocale, type Locale } from "@/lib/i18n/locales";
import { alternatesOf, localePath } from "@/lib/i18n/path";
import { ThirtySeconds } from "../../ThirtySeconds";

export const dynamicParams = false;
export const generateStaticParams = async () => (await writtenGaps()).map((gap) => ({ gap }));

type Props = PageProps<"/[locale]/gaps/[gap]">;

async function pageOf({ params }: Props): Promise<{ locale: Locale; page: GapPage }> {
  const { locale, gap } = await params;
  if (!isLocale(locale)) notFound();
  const page = await gapPage(locale, gap);
  if (!page) notFound();
  return { locale, page };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, page } = await pageOf(props);
  return {
    title: page.title,
    description: page.answer.replace(/[`*]/g, ""),
    alternates: alternatesOf(locale, `/gaps/${page.id}`),
  };
}

/** One gap: what the notes hold of it, what one can do once it is closed, and the note on how to get there. */
export default async function GapRoute(props: Props) {
  const { locale, page } = await pageOf(props);
  setRequestLocale(locale);
  const t = await getTranslations("gaps");
  const all = await gapList(locale);
  const sections = page.headings.filter((heading) => heading.depth === 2).map(({ id, text }) => ({ id, text }));
  const toc = [
    { id: "statements", text: t("statements") },
    ...sections,
    { id: "bearing", text: t("topics") },
    { id: "sources", text: t("sources") },
  ];
  const neighbour = (step: number) => all.find(({ number, hasPage }) => hasPage && number === page.number + step);
  const [previous, next] = [neighbour(-1), neighbour(1)];

  return (
    <div className="topic no-rail">
      <main id="main">
        <header>
          <div className="crumb">
            <TextLink href={localePath(locale, "/gaps")}>{t("title")}</TextLink>
            <span aria-hidden="true">/</span>
            <span className="num">{t("ofAll", { number: page.number, count: all.length })}</span>
          </div>
          <h1 className="h1">{page.title}</h1>
        </header>
        <div className="judged">
          <div>
            <PlaceMark place={page.id} />
            <PlaceBar place={page.id} />
          </div>
          <p>
            <span className="cap">{t("judgement")}</span>
            <InlineText text={page.judgement} />
          </p>
        </div>
        <ThirtySeconds text={page.answer} />
        <section className="mt-12" aria-labelledby="statements">
          <h2 id="statements" className="h3">
            {t("statements")}
          </h2>
          <p className="cap mt-1">{t("levels")}</p>
          <ol className="statements">
            {page.statements.map(({ id, text }) => (
              <li key={id}>
                <span>
                  <InlineText text={text} />
                </span>
              </li>
            ))}
          </ol>
        </section>
        <Prose className="mt-14">
          <IslandMessages namespaces={["quiz", "kinds", "save", "ui"]}>
            <NoteBody page={page} />
          </IslandMessages>
        </Prose>
        <section className="mt-14" aria-labelledby="bearing">
          <h2 id="bearing" className="h3 mb-3">
            {t("topics")}
          </h2>
          <ul className="bearing">
            {page.topics.map(({ id, title, state, weight }) => (
              <li key={id}>
                {state === "written" ? (
                  <TextLink href={localePath(locale, `/topics/${id}`)}>{title}</TextLink>
                ) : (
                  <span className="text-ink-3">
                    {title} <span className="cap">{t("planned")}</span>
                  </span>
                )}
                <span className="weight" aria-hidden="true">
                  <i style={{ width: `${weight}%` }} />
                </span>
                <span className="cap num">{t("weight", { weight })}</span>
              </li>
            ))}
          </ul>
        </section>
        {page.items.length > 0 && (
          <section className="card end" aria-labelledby="practise">
            <h2 id="practise" className="h4">
              {t("has", { count: page.items.length })}
            </h2>
            <ButtonLink
              variant="primary"
              href={localePath(locale, `/practice?set=gap&gap=${page.id}&n=${page.items.length}`)}
            >
              {t("practise")}
            </ButtonLink>
          </section>
        )}
        <section aria-labelledby="sources" className="mt-14">
          <h2 id="sources" className="h3 mb-3">
            {t("sources")}
          </h2>
          <Sources page={page} />
        </section>
        <nav className="neighbours" aria-label={t("title")}>
          {previous ? (
            <TextLink href={localePath(locale, `/gaps/${previous.id}`)}>
              <span className="cap">{t("previous")}</span>
              {previous.title}
            </TextLink>
          ) : (
            <span />
          )}
          {next ? (
            <TextLink href={localePath(locale, `/gaps/${next.id}`)}>
              <span className="cap">{t("next")}</span>
              {next.title}
            </TextLink>
          ) : (
            <span />
          )}
        </nav>
      </main>
      <aside className="side" aria-label={t("onThisPage")}>
        <section>
          <h2>{t("state")}</h2>
          <IslandMessages namespaces={["mine", "ui"]}>
            <MyPlace place={page.id} details />
          </IslandMessages>
        </section>
        <section>
          <h2>{t("onThisPage")}</h2>
          <Toc entries={toc} label={t("onThisPage")} />
        </section>
      </aside>
    </div>
  );
}

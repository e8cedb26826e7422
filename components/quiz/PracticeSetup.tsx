import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ButtonLink } from "@/components/ui/Button";
import { TextLink } from "@/components/ui/TextLink";
import { isLocale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import { gapOfStatement } from "@/lib/ids";
import type { Catalog, Item } from "@/lib/quiz/catalog";
import { isSelfMarked } from "@/lib/quiz/score";

/** What can be practised, as plain links: every set has an address. */
export async function PracticeSetup({ catalog }: { catalog: Catalog }) {
  const t = await getTranslations("practice");
  const locale = await getLocale();
  if (!isLocale(locale)) return null;
  const to = (query: string) => `${localePath(locale, "/practice")}?${query}`;
  const written = catalog.tracks
    .flatMap((track) => track.topics)
    .filter((id) => catalog.topics[id]?.state === "written");

  return (
    <>
      <header className="page-head">
        <div>
          <h1 className="h1">{t("title")}</h1>
          <p className="cap mt-1.5 text-m">{t("about")}</p>
        </div>
      </header>
      <div className="grid gap-12 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)] lg:gap-16">
        <div className="grid content-start gap-10">
          <section aria-labelledby="to-know" className="grid gap-1">
            <h2 className="eyebrow mb-2" id="to-know">
              {t("bySituation")}
            </h2>
            <Row title={t("set.diagnostic")} about={t("setAbout.diagnostic")}>
              <ButtonLink
                variant="primary"
                href={to("set=diagnostic")}
                minutes={t("minutes", { count: diagnosticMinutes(catalog.items) })}
              >
                {t("start")}
              </ButtonLink>
            </Row>
            {(["review", "weakest", "wrong", "unseen", "mixed"] as const).map((set) => (
              <Row key={set} title={t(`set.${set}`)} about={t(`setAbout.${set}`)}>
                <ButtonLink href={to(`set=${set}`)}>{t("start")}</ButtonLink>
              </Row>
            ))}
          </section>
          <section aria-labelledby="by-topic" className="grid gap-1">
            <h2 className="eyebrow mb-2" id="by-topic">
              {t("byTopic")}
            </h2>
            {written.map((id) => {
              const topic = catalog.topics[id];
              const items = catalog.items.filter((item) => item.topic === id);
              return topic ? (
                <Row
                  key={id}
                  title={topic.title}
                  about={t("itemsMinutes", { count: items.length, minutes: minutesOf(items) })}
                >
                  <ButtonLink
                    size="s"
                    href={to(`set=topic&topic=${id}`)}
                    aria-label={t("startNamed", { name: topic.title })}
                  >
                    {t("practise", { count: Math.min(8, items.length) })}
                  </ButtonLink>
                </Row>
              ) : null;
            })}
          </section>
        </div>
        <div className="grid content-start gap-10">
          <section aria-labelledby="by-gap" className="grid content-start gap-1">
            <h2 className="eyebrow mb-2" id="by-gap">
              {t("byGap")}
            </h2>
            {catalog.gaps.map((gap) => {
              const items = catalog.items.filter((item) =>
                item.statements.some((each) => gapOfStatement(each) === gap.id),
              );
              return (
                <Row key={gap.id} lead={gap.number} title={gap.title} about={t("items", { count: items.length })}>
                  <ButtonLink
                    size="s"
                    href={to(`set=gap&gap=${gap.id}`)}
                    aria-label={t("startNamed", { name: gap.title })}
                  >
                    {t("practise", { count: Math.min(8, items.length) })}
                  </ButtonLink>
                </Row>
              );
            })}
          </section>
          <section aria-labelledby="chains" className="grid content-start gap-1">
            <h2 className="eyebrow" id="chains">
              {t("chains.title")}
            </h2>
            <p className="cap mb-2">{t("chains.about")}</p>
            {written.map((id) => (
              <div key={id} className="grid gap-1.5 border-b border-line py-3.5">
                <p className="text-l font-semibold">{catalog.topics[id]?.title}</p>
                <ul className="grid gap-1.5">
                  {catalog.chains
                    .filter(({ topic }) => topic === id)
                    .map((chain) => (
                      <li key={chain.id} className="text-m">
                        <TextLink href={to(`chain=${chain.id}`)}>{chain.title}</TextLink>
                      </li>
                    ))}
                </ul>
              </div>
            ))}
          </section>
        </div>
      </div>
    </>
  );
}

/** Twelve of those that may be drawn into it, each of the mean length. */
function diagnosticMinutes(items: readonly Item[]): number {
  const drawn = items.filter((item) => !isSelfMarked(item));
  return Math.round((12 * minutesOf(drawn)) / drawn.length);
}

const minutesOf = (items: readonly Item[]): number =>
  Math.max(1, Math.round(items.reduce((seconds, item) => seconds + item.seconds, 0) / 60));

type RowProps = { lead?: number; title: string; about: string; children: ReactNode };

function Row({ lead, title, about, children }: RowProps) {
  return (
    <div className="flex items-center gap-4 border-b border-line py-3.5">
      {lead === undefined ? null : <span className="num w-4 text-m text-ink-3">{lead}</span>}
      <div className="min-w-0 flex-1">
        <p className="text-l font-semibold">{title}</p>
        <p className="text-m text-ink-2">{about}</p>
      </div>
      {children}
    </div>
  );
}

import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/Button";
import { TextLink } from "@/components/ui/TextLink";
import { catalog, gapList, writtenTopics } from "@/lib/content/prepared";
import type { Locale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import { GapRows } from "./gaps/GapRows";

/** Items of the diagnostic: enough to touch every gap, few enough for one sitting. */
const diagnosticItems = 12;
const quickScreen = "quick-screen";

/** The home page before any answer: what the site is, three ways to begin, and the gaps as the notes judge them. */
export async function FirstVisit({ locale }: { locale: Locale }) {
  const t = await getTranslations("home");
  const to = (path: string) => localePath(locale, path);
  const [{ mocks }, topics, gaps] = await Promise.all([catalog(locale), writtenTopics(), gapList(locale)]);
  const preset = mocks.find(({ id }) => id === quickScreen);
  const items = preset?.sections.flatMap((section) => section.draw).reduce((sum, draw) => sum + draw.count, 0) ?? 0;

  const ways = [
    {
      id: "diagnostic",
      action: (
        <ButtonLink
          variant="primary"
          size="l"
          href={to("/practice?set=diagnostic")}
          minutes={t("items", { count: diagnosticItems })}
        >
          {t("diagnostic.action")}
        </ButtonLink>
      ),
    },
    {
      id: "read",
      action: (
        <ButtonLink size="l" href={to("/topics")} minutes={t("topics", { count: topics.length })}>
          {t("read.action")}
        </ButtonLink>
      ),
    },
    {
      id: "mock",
      action: (
        <ButtonLink size="l" href={to("/mock")} minutes={preset && t("exam", { items, minutes: preset.minutes })}>
          {t("mock.action")}
        </ButtonLink>
      ),
    },
  ] as const;

  return (
    <>
      <div className="page-head">
        <div className="max-w-[46em]">
          <h1 className="text-h1 font-semibold text-balance sm:text-display">{t("title")}</h1>
          <p className="mt-4 text-l text-pretty text-ink-2 sm:text-body">{t("about")}</p>
        </div>
      </div>
      <div className="halves">
        <section aria-labelledby="begin">
          <h2 id="begin" className="eyebrow">
            {t("begin")}
          </h2>
          <ol className="ways">
            {ways.map(({ id, action }) => (
              <li key={id}>
                <div>
                  <h3 className="h4">{t(`${id}.title`)}</h3>
                  <p>{t(`${id}.text`)}</p>
                </div>
                {action}
              </li>
            ))}
          </ol>
        </section>
        <section aria-labelledby="judged">
          <div className="flex items-baseline justify-between gap-4">
            <h2 id="judged" className="eyebrow">
              {t("judged")}
            </h2>
            <TextLink className="text-m" href={to("/gaps")}>
              {t("allGaps")}
            </TextLink>
          </div>
          <GapRows gaps={gaps} locale={locale} />
        </section>
      </div>
    </>
  );
}

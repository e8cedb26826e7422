import { useTranslations } from "next-intl";
import { Fragment } from "react";
import type { Citation } from "@/lib/content/pages";
import { langOf } from "@/lib/i18n/locales";

const hasHan = (text: string) => /\p{Script=Han}/u.test(text);
/** Titles and quotes stand in their own language. */
export const langOfText = (text: string) => (hasHan(text) ? langOf.zh : langOf.en);

/** `5.4.2` is a section, anything else is named as it stands. */
export const placeOf = (place: string) => (/^\d+(?:\.\d+)*$/.test(place) ? `§${place}` : place.replaceAll("-", " "));

/** Title, places and version of one source; the title leads there. All citations must be of that source. */
export function CitationLine({ citations }: { citations: readonly [Citation, ...Citation[]] }) {
  const t = useTranslations("note");
  const { source } = citations[0];
  const title = <span lang={langOfText(source.title)}>{source.title}</span>;
  return (
    <>
      {source.kind === "run" ? <span className="mark-run">{t("ownRun")}</span> : null}
      {source.url ? <a href={source.url}>{title}</a> : title}
      {citations.map(({ number, place }, at) =>
        place ? (
          <Fragment key={number}>
            {at > 0 ? t("comma") : " "}
            <span lang={langOfText(place)}>{placeOf(place)}</span>
          </Fragment>
        ) : null,
      )}
      {source.version ? <span className="text-ink-3"> {source.version}</span> : null}
    </>
  );
}

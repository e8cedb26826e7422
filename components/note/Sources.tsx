import { useTranslations } from "next-intl";
import type { NotePage } from "@/lib/content/pages";
import { CitationLine, langOfText, placeOf } from "./CitationLine";

/** All sources of a note in the order of first use, numbered as their marks. */
export function Sources({ page }: { page: NotePage }) {
  const t = useTranslations("note");
  return (
    <ol className="srcs">
      {page.citations.map((citation, index) => (
        <li key={citation.number} id={`source-${citation.number}`}>
          <span>
            {citation.place && page.citations[index - 1]?.key === citation.key ? (
              <>
                {t("sameSource")}
                <span lang={langOfText(citation.place)}>{placeOf(citation.place)}</span>
              </>
            ) : (
              <CitationLine citations={[citation]} />
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}

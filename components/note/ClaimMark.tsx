import { useTranslations } from "next-intl";
import { Popover } from "@/components/ui/Popover";
import type { Citation } from "@/lib/content/pages";
import { CitationLine, langOfText } from "./CitationLine";
import { bySource } from "./citations-in";

type Props = { id: string; citations: readonly Citation[]; quote?: string | undefined; checked?: string | undefined };

/** With `nowrap` around it: no line breaks before the mark, nor before the full stop behind it. */
const joiner = "\u2060";

/** The quiet number that opens its sources, without JavaScript. */
export function ClaimMark({ id, citations, quote, checked }: Props) {
  const t = useTranslations("note");
  const numbers = citations.map(({ number }) => number).join(", ");
  return (
    <span className="mark-of">
      {joiner}
      <Popover
        id={id}
        trigger={numbers}
        label={t("claimMark", { numbers })}
        triggerClass={numbers.length > 2 ? "claim many" : "claim"}
      >
        {quote ? (
          <q className="block" lang={langOfText(quote)}>
            {quote}
          </q>
        ) : null}
        {bySource(citations).map((group) => (
          <span key={group[0].number} className="block">
            <CitationLine citations={group} />
          </span>
        ))}
        {checked ? <span className="cap block">{t("checked", { date: checked })}</span> : null}
      </Popover>
      {joiner}
    </span>
  );
}

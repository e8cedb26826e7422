import { useTranslations } from "next-intl";
import { InlineText } from "@/components/ui/InlineText";
import type { NotePage } from "@/lib/content/pages";

/** The follow-ups of the topic's first chain, from definition to rollout. */
export function Ladder({ page: { ladder } }: { page: NotePage }) {
  const t = useTranslations("note");
  if (!ladder) return null;
  return (
    <ol className="ladder">
      {ladder.rungs.map(({ id, level, ask }) => (
        <li key={id}>
          <span className="lv">L{level}</span>
          <span className="nm">{t(`level.${level}`)}</span>
          <span className="q">
            <InlineText text={ask} />
          </span>
        </li>
      ))}
    </ol>
  );
}

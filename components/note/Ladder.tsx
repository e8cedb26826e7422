import { useLocale, useTranslations } from "next-intl";
import { InlineText } from "@/components/ui/InlineText";
import { TextLink } from "@/components/ui/TextLink";
import type { NotePage } from "@/lib/content/pages";
import { isLocale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";

/** The follow-ups of the topic's first chain, from definition to rollout, and the way to answer them. */
export function Ladder({ page: { ladder } }: { page: NotePage }) {
  const t = useTranslations("note");
  const locale = useLocale();
  if (!ladder || !isLocale(locale)) return null;
  return (
    <>
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
      <p className="chains">
        {t("chains")}
        {ladder.chains.map(({ id, title }) => (
          <TextLink key={id} href={`${localePath(locale, "/practice")}?chain=${id}`}>
            {title}
          </TextLink>
        ))}
      </p>
    </>
  );
}

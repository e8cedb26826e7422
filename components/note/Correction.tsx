import { useTranslations } from "next-intl";
import { Icon } from "@/components/ui/Icon";
import { InlineText } from "@/components/ui/InlineText";
import type { NotePage } from "@/lib/content/pages";
import { CitationLine } from "./CitationLine";
import { bySource, citationsIn } from "./citations-in";

type Props = { page: NotePage; source: string; said: string; right: string };

/** What common notes say, what is so, and where it stands. */
export function Correction({ page, source, said, right }: Props) {
  const t = useTranslations("note");
  return (
    <section className="fix">
      <header>
        <Icon name="pen" />
        {t("correction")}
      </header>
      <dl>
        <dt className="wrong">{t("said")}</dt>
        <dd className="wrong">
          <s>
            <InlineText text={said} />
          </s>
        </dd>
        <dt>{t("right")}</dt>
        <dd>
          <InlineText text={right} />
        </dd>
        <dt className="from">{t("source")}</dt>
        <dd className="from">
          {bySource(citationsIn(page, source)).map((group) => (
            <span key={group[0].number} className="block">
              <CitationLine citations={group} />
            </span>
          ))}
        </dd>
      </dl>
    </section>
  );
}

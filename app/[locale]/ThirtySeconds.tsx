import { getTranslations } from "next-intl/server";
import { Icon } from "@/components/ui/Icon";
import { InlineText } from "@/components/ui/InlineText";

/** The answer to say aloud first. It can be closed, said from memory, and opened to compare; no script is needed. */
export async function ThirtySeconds({ text }: { text: string }) {
  const t = await getTranslations("topic");
  return (
    <section className="say" aria-labelledby="say">
      <h2 id="say">{t("answer")}</h2>
      <details open>
        <summary>
          <Icon name="clock" />
          <span className="when-open">{t("hideAnswer")}</span>
          <span className="when-closed">{t("showAnswer")}</span>
        </summary>
        <p>
          <InlineText text={text} />
        </p>
      </details>
    </section>
  );
}

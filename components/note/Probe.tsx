import { useTranslations } from "next-intl";
import { ProbeIsland } from "@/components/quiz/ProbeIsland";
import { Icon } from "@/components/ui/Icon";
import type { NotePage } from "@/lib/content/pages";
import { KeyInPrint, Question } from "./Question";

/** Predict, then reveal. The question is printed for everybody; with JavaScript it can be answered. */
export function Probe({ page, item: id }: { page: NotePage; item: string }) {
  const t = useTranslations("note");
  const item = page.items.find((each) => each.id === id);
  if (!item) return null;
  return (
    // A group, not a landmark: a note has several of the same name.
    // biome-ignore lint/a11y/useSemanticElements: it is no set of form fields
    <div role="group" className="probe" id={`probe-${id.slice(id.indexOf(".") + 1)}`} aria-label={t("probe")}>
      <header>
        <Icon name="bulb" />
        {t("probe")}
        <span className="cap">{t("probeSkip")}</span>
      </header>
      <ProbeIsland item={item}>
        <Question item={item} />
      </ProbeIsland>
      <noscript>
        <details className="mt-4">
          <summary>{t("probeKey")}</summary>
          <KeyInPrint item={item} />
        </details>
      </noscript>
    </div>
  );
}

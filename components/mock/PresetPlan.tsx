import { getTranslations } from "next-intl/server";
import type { Preset } from "@/lib/quiz/catalog";

const questionsIn = (section: Preset["sections"][number]): number =>
  section.draw.reduce((sum, { count }) => sum + count, 0);

/** What a preset will ask, exactly: questions, sections and their minutes, and when it is marked. */
export async function PresetPlan({ preset }: { preset: Preset }) {
  const t = await getTranslations("mock.plan");
  const questions = preset.sections.reduce((sum, section) => sum + questionsIn(section), 0);
  return (
    <>
      <span className="h3 block">{preset.title}</span>
      <span className="mt-1 block text-l text-ink-2">{preset.about}</span>
      <span className="plan">
        <span>
          <span className="cap">{t("size")}</span>
          <span className="num">{t("sizeValue", { questions, minutes: preset.minutes })}</span>
        </span>
        {preset.sections.map((section, index) => (
          <span key={section.title}>
            <span className="cap num">
              {preset.sections.length > 1 ? t("section", { number: index + 1 }) : t("oneSection")}
            </span>
            <span className="num">
              {preset.sections.length > 1
                ? t("sectionValue", { title: section.title, questions: questionsIn(section), minutes: section.minutes })
                : section.title}
            </span>
          </span>
        ))}
        <span>
          <span className="cap">{t("marked")}</span>
          <span>{t("markedValue")}</span>
        </span>
      </span>
    </>
  );
}

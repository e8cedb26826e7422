import { useTranslations } from "next-intl";
import type { GapId, StatementId, TopicId } from "@/lib/ids";
import type { TrailOf } from "@/lib/learner/select";
import type { Term } from "@/lib/mastery/explain";
import type { Catalog } from "@/lib/quiz/catalog";

/** What a term is of, in words. */
export function useTermText(catalog: Catalog): (term: Term) => string {
  const t = useTranslations("dashboard.term");
  const gap = (id: string) => catalog.gaps.find((each) => each.id === id)?.title ?? id;
  return ({ of, id }) => {
    switch (of) {
      case "topic":
        return t("topic", { title: catalog.topics[id as TopicId]?.title ?? id });
      case "gap":
        return t("gap", { title: gap(id) });
      case "gap-form":
        return t("gap-form", { title: gap(id) });
      case "statement": {
        const texts = catalog.gaps.flatMap(({ statements }) => statements);
        return t("statement", { text: texts.find((each) => each.id === id)?.text.replaceAll("`", "") ?? id });
      }
      case "global":
      case "form":
      case "judged":
        return t(of);
      default:
        return of satisfies never;
    }
  };
}

/** The answers that a term rests on; undefined for the learner's word, which is no answer. */
export function termOf({ of, id }: Term): TrailOf | undefined {
  switch (of) {
    case "topic":
      return { topic: id as TopicId };
    case "gap":
    case "gap-form":
      return { gap: id as GapId };
    case "statement":
      return { statement: id as StatementId };
    case "global":
    case "form":
      return { everything: true };
    case "judged":
      return undefined;
    default:
      return of satisfies never;
  }
}

/** What passes within days: it serves to foresee the next answer and is left out of the level. */
export const isPassing = (of: Term["of"]): boolean => of === "form" || of === "gap-form";

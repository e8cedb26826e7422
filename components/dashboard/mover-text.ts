import { useTranslations } from "next-intl";
import { stemText } from "@/components/quiz/stem-text";
import type { ShownMover } from "@/lib/learner/shown-mover";
import type { Catalog } from "@/lib/quiz/catalog";

/** What was asked: the stem, or the chain and the level of an open rung. */
export function useMoverText(catalog: Catalog): (mover: ShownMover) => string {
  const t = useTranslations("dashboard");
  return ({ item: id, rung, seed }) => {
    if (rung) {
      const title = catalog.chains.find((chain) => chain.id === rung.chain)?.title ?? rung.chain;
      return t("followUp", { title, level: rung.level });
    }
    const item = catalog.items.find((each) => each.id === id);
    return item ? stemText(item, seed) : id;
  };
}

/** An item as screens get it. */
import { Fault } from "../fault";
import { type Locale, localize } from "../i18n/locales";
import type { Item } from "../quiz/catalog";
import { drawFigure } from "./hot-spot-figure";
import type { AuthoredItem } from "./schema";

/**
 * One language, key and rationales included; the figure of a hot-spot is drawn, and its areas stand in the order of the
 * drawing. Undefined for an item whose figure cannot be drawn: it is left out, and the check tells of it.
 */
export function localizeItem(item: AuthoredItem, locale: Locale): Item | undefined {
  if (item.kind !== "hot-spot") return localize(item, locale);
  const { figure, alt, areas } = item.spec;
  try {
    const { svg, elements } = drawFigure(figure[locale], alt[locale], areas);
    const lacks = areas.some(({ element }) => !elements.includes(element));
    if (lacks) return undefined;
    const inOrder = areas.toSorted((a, b) => elements.indexOf(a.element) - elements.indexOf(b.element));
    return localize({ ...item, spec: { figure: svg, alt, areas: inOrder } }, locale);
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

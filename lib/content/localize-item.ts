/** An item as screens get it. */
import { Fault } from "../fault";
import { type Locale, localize } from "../i18n/locales";
import type { Item } from "../quiz/catalog";
import { drawFigure } from "./hot-spot-figure";
import { keptValue } from "./kept";
import { drawTask, drawTrace } from "./lab-items";
import type { AuthoredItem } from "./schema";

type FromLab = Extract<AuthoredItem, { kind: "sequence-trace" | "simulation-task" }>;

/** Undefined where the lab, the run or the task is not what the item says: the check tells of it. */
function fromLab(item: FromLab, locale: Locale): Item | undefined {
  try {
    if (item.kind === "sequence-trace")
      return localize({ ...item, spec: { ...item.spec, variants: drawTrace(item) } }, locale);
    return localize({ ...item, spec: { ...item.spec, drawn: drawTask(item) } }, locale);
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

/** Without the programs that listings are compiled in: only tests read them. */
function withoutPrograms<Written extends AuthoredItem>(item: Written): Written {
  const bare = item.code ? { ...item, code: { lang: item.code.lang, text: item.code.text } } : item;
  if (bare.kind !== "code-reading") return bare;
  const { lang, text, check } = bare.spec.listing;
  const listing = { lang, text, check: check.with === "nothing" ? check : { with: check.with } };
  return { ...bare, spec: { ...bare.spec, listing } };
}

/**
 * One language, key and rationales included; the figure of a hot-spot is drawn, and its areas stand in the order of the
 * drawing; the runs and tasks of simulators are taken from their labs. Undefined for an item that cannot be drawn: it is
 * left out, and the check tells of it.
 */
export function localizeItem(item: AuthoredItem, locale: Locale): Item | undefined {
  if (item.kind === "sequence-trace" || item.kind === "simulation-task") return fromLab(item, locale);
  if (item.kind !== "hot-spot") return localize(withoutPrograms(item), locale);
  const { figure, alt, areas } = item.spec;
  try {
    const parts = [figure[locale], alt[locale], areas] as const;
    const { svg, elements } = keptValue(
      { folder: "figures", name: `${item.id}.${locale}`, matter: JSON.stringify(parts) },
      () => drawFigure(...parts),
    );
    const lacks = areas.some(({ element }) => !elements.includes(element));
    if (lacks) return undefined;
    const inOrder = areas.toSorted((a, b) => elements.indexOf(a.element) - elements.indexOf(b.element));
    return localize({ ...item, spec: { figure: svg, alt, areas: inOrder } }, locale);
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

/** What a lab says, in the language of the page, and what its choices are called in a menu. */
import { useLocale, useTranslations } from "next-intl";
import { defaultLocale, isLocale, type Locale, type Text } from "@/lib/i18n/locales";
import { flightId } from "@/lib/sim/kernel";
import type { AnyLab } from "@/lib/sim/lab";
import type { Choice, Flight, ParamSpec, ParamValue, Violation } from "@/lib/sim/model";
import { type Said, tell } from "@/lib/sim/scene";
import type { LabKernel, LabWorld } from "./run";

export const useLabLocale = (): Locale => {
  const locale = useLocale();
  return isLocale(locale) ? locale : defaultLocale;
};

/** A lab's word in one language, whichever of the three shapes it has. */
export const wordIn = (word: string | Said | Text, locale: Locale): string =>
  typeof word === "string" ? word : "text" in word ? tell(word, locale) : word[locale];

/** The same, bound to the language of the page. */
export function useWord(): (word: string | Said | Text) => string {
  const locale = useLabLocale();
  return (word) => wordIn(word, locale);
}

/** Tasks go by letters, in the order of their lab. */
export const letterOf = (index: number): string => String.fromCharCode(97 + index);

/** A parameter's value with its unit, as its control prints it. */
export function valueText(spec: ParamSpec, value: ParamValue, locale: Locale, flag: (on: boolean) => string): string {
  if (spec.kind === "int") return spec.unit ? `${value} ${spec.unit[locale]}` : String(value);
  if (spec.kind === "flag") return flag(value === true);
  return spec.options.find(({ id }) => id === value)?.label[locale] ?? String(value);
}

export type Wording = {
  node: (node: number) => string;
  /** The message of this flight, without its way: "AppendEntries, term 5". */
  message: (flight: Flight<unknown>) => string;
  /** The whole choice as a line of a list: "Deliver RequestVote S1 → S2". */
  choice: (c: Choice, w: LabWorld) => string;
  /** Where and when an invariant was broken. */
  placeOf: (violation: Violation) => string;
};

export function useWording(lab: AnyLab, kernel: LabKernel): Wording {
  const locale = useLabLocale();
  const t = useTranslations("labs");
  const node = (id: number) => kernel.nodes[id]?.name ?? String(id);
  const names = (nodes: readonly number[]) => nodes.map(node).join(t("comma"));
  const message = (flight: Flight<unknown>) => tell(lab.messageName(flight.m), locale);
  const choice = (c: Choice, w: LabWorld): string => {
    switch (c.do) {
      case "deliver":
      case "drop":
      case "dup":
      case "delay": {
        const flight = w.pending.find((each) => each.kind === "msg" && flightId(each) === c.msg);
        const what = flight?.kind === "msg" ? message(flight) : c.msg;
        const way = flight?.kind === "msg" ? `${node(flight.from)} → ${node(flight.to)}` : "";
        return c.do === "delay" ? t("whole.delay", { what, way, by: c.by }) : t(`whole.${c.do}`, { what, way });
      }
      case "fire":
        return t("whole.fire", { node: node(c.node), timer: tell(lab.timerName(c.timer), locale) });
      case "op":
        return t("whole.op", { node: node(c.node), op: tell(lab.opName(c.op, w), locale) });
      case "crash":
      case "boot":
      case "pause":
      case "resume":
        return t(`whole.${c.do}`, { node: node(c.node) });
      case "skew":
        return t("whole.skew", { node: node(c.node), by: c.by > 0 ? `+${c.by}` : `−${-c.by}` });
      case "cut":
      case "heal":
      case "clog":
      case "unclog":
        return t(`whole.${c.do}`, { from: node(c.from), to: node(c.to) });
      case "part":
        return t("whole.part", { nodes: names(c.apart) });
      case "heal-all":
        return t("whole.heal-all");
      case "set": {
        const spec = lab.model.params[c.name];
        const value = spec ? valueText(spec, c.value, locale, (on) => t(on ? "on" : "off")) : String(c.value);
        return t("whole.set", { name: spec?.label[locale] ?? c.name, value });
      }
      default:
        return c satisfies never;
    }
  };
  const placeOf = ({ nodes, at, step }: Violation): string => {
    const where = [
      ...(nodes.length > 0 ? [names(nodes)] : []),
      ...Object.entries(at).map(([name, value]) => `${name} ${value}`),
    ].join(t("comma"));
    return t("broken.where", { where, step });
  };
  return { node, message, choice, placeOf };
}

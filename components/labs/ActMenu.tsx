"use client";
/** What can be done with the chosen thing: as a menu beside it on the stage, and as buttons in the inspector. */
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useRef } from "react";
import { Kbd } from "@/components/ui/Kbd";
import { type Act, type ActGroup, actsOf } from "./acts";
import { useRun, useRunStore } from "./RunProvider";
import { type Chosen, verbs, worldOf } from "./run";
import { useLabLocale, useWording, wordIn } from "./wording";

export const menuId = "lab-menu";

/** The short name of an act, where the thing it is done to is named already. */
export function useActName(): (act: Act) => string {
  const t = useTranslations("labs");
  const lab = useRun((run) => run.lab);
  const w = useRun(worldOf);
  const wording = useWording(
    lab,
    useRun((run) => run.replay.kernel),
  );
  const locale = useLabLocale();
  return ({ choice }) => {
    switch (choice.do) {
      case "op":
        return wordIn(lab.opName(choice.op, w), locale);
      case "fire":
        return t("act.fire", { timer: wordIn(lab.timerName(choice.timer), locale) });
      case "skew":
        return t("act.skew", { by: choice.by > 0 ? `+${choice.by}` : `−${-choice.by}` });
      case "delay":
        return t("act.delay", { by: choice.by });
      case "cut":
      case "heal":
      case "clog":
      case "unclog":
        return t(`act.${choice.do}`, { way: `${wording.node(choice.from)} → ${wording.node(choice.to)}` });
      case "set":
        return wording.choice(choice, w);
      default:
        return t(`act.${choice.do}`);
    }
  };
}

/** The acts of the chosen thing as they are now. */
export function useActs(chosen: Chosen | null): Act[] {
  const store = useRunStore();
  // Everything an act depends on changes with one of these.
  useRun((run) => run.n);
  useRun((run) => run.replay);
  return chosen ? actsOf(store.getState(), chosen) : [];
}

const inMenu: readonly ActGroup[] = ["message", "ops", "state", "network", "clock", "timers"];

export function ActMenu() {
  const t = useTranslations("labs");
  const store = useRunStore();
  const menu = useRef<HTMLDivElement>(null);
  const chosen = useRun((run) => run.chosen);
  const acts = useActs(chosen).filter(({ group }) => chosen?.is === "link" || inMenu.includes(group));
  const name = useActName();
  const close = () => menu.current?.hidePopover();
  const act = (each: Act) => {
    const to = each.choice.do === "deliver" || each.choice.do === "drop" ? receiver() : undefined;
    close();
    verbs.act(store, each.choice);
    // The arrow is gone with its message: the focus goes where it went.
    if (to !== undefined) document.querySelector<HTMLElement>(`[data-on-stage="node-${to}"]`)?.focus();
  };
  const receiver = (): number | undefined => {
    const [, to] = chosen?.is === "flight" ? chosen.id.split(/[-.]/) : [];
    return to === undefined ? undefined : Number(to);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const items = [...event.currentTarget.querySelectorAll<HTMLElement>("button")];
    const at = items.indexOf(document.activeElement as HTMLElement);
    items.at((at + step) % items.length)?.focus();
  };
  return (
    // Arrows move among its buttons, which Tab reaches too.
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a popover in every browser
    <div
      ref={menu}
      id={menuId}
      popover="auto"
      role="group"
      className="pop lab-menu"
      aria-label={t("menu.label")}
      onKeyDown={onKeyDown}
      onToggle={(event) => {
        if (event.newState !== "open") return;
        // What is offered must not change while it is being read.
        verbs.play(store, false);
        menu.current?.querySelector<HTMLElement>("button")?.focus();
      }}
    >
      {acts.length === 0 ? <p className="cap px-2 py-1">{t("menu.nothing")}</p> : null}
      {acts.map((each) => (
        <button
          key={JSON.stringify(each.choice)}
          type="button"
          data-choice={JSON.stringify(each.choice)}
          aria-disabled={each.refusal ? true : undefined}
          onClick={each.refusal ? undefined : () => act(each)}
        >
          <span>{name(each)}</span>
          {each.refusal ? <span className="cap">{t(`refusal.${each.refusal}`)}</span> : null}
          {each.key && !each.refusal ? <Kbd>{each.key.toUpperCase()}</Kbd> : null}
        </button>
      ))}
    </div>
  );
}

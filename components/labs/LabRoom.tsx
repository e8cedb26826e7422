"use client";
/** Everything of one lab around its run: what the learner is about, the stage, what is known of it, and where its limits are. */
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/Button";
import { Icon } from "@/components/ui/Icon";
import { TextLink } from "@/components/ui/TextLink";
import { menuId } from "./ActMenu";
import { actsOf, isThere } from "./acts";
import { Choices } from "./Choices";
import { Glyph } from "./Glyph";
import { Inspector, Split } from "./Inspector";
import { Parameters } from "./Parameters";
import { Properties } from "./Properties";
import { useSolved } from "./progress";
import { useRun, useRunStore } from "./RunProvider";
import { type Aim, isStepwise, nextOf, verbs, worldOf } from "./run";
import { Log, Say } from "./Say";
import { ScenarioPanel } from "./ScenarioPanel";
import { Share } from "./Share";
import { Stage } from "./Stage";
import { SceneTables } from "./Tables";
import { TaskPanel } from "./TaskPanel";
import { TextVersion } from "./TextVersion";
import { TimelinePanel } from "./Timeline";
import { Notice, Transport } from "./Transport";
import { useLabKeys } from "./useLabKeys";
import { letterOf, useLabLocale } from "./wording";

export function LabRoom() {
  const t = useTranslations("labs");
  const aim = useRun((run) => run.aim);
  const isUntimed = useRun(isStepwise);
  const [isText, setText] = useState(false);
  useKeysOfStage();
  return (
    <>
      <div className="lab-top">
        <Aims />
        <div className="lab-tools">
          <Share />
          <Button size="s" aria-pressed={isText} onClick={() => setText(!isText)}>
            <Glyph name="list" />
            {t(isText ? "text.off" : "text.on")}
          </Button>
        </div>
      </div>
      <div className="lab">
        <div className="lab-main">
          <section className="card lab-scene" aria-label={t("stage")}>
            <StageHead />
            <Notice />
            {isText ? <TextVersion /> : <Stage />}
            <Say />
            <Transport />
          </section>
          {isUntimed ? <Choices /> : null}
          <SceneTables />
        </div>
        <div className="lab-side">
          {aim.is === "task" ? <TaskPanel key={aim.task.id} task={aim.task} /> : null}
          {aim.is === "scenario" ? <ScenarioPanel key={aim.scenario.id} scenario={aim.scenario} /> : null}
          <Inspector />
          <Split />
          <Properties />
        </div>
        {isText ? null : <TimelinePanel />}
        <section className="card full" aria-labelledby="lab-log">
          <h2 id="lab-log" className="h4 mb-3">
            {t("log.title")}
          </h2>
          <Log all={isText} />
        </section>
        <Parameters />
        <Limits />
      </div>
    </>
  );
}

/** Tasks, scenarios, and the stage without either. On a phone one list to choose from. */
function Aims() {
  const t = useTranslations("labs");
  const locale = useLabLocale();
  const store = useRunStore();
  const lab = useRun((run) => run.lab);
  const aim = useRun((run) => run.aim);
  const solved = useSolved();
  const current = aim.is === "free" ? "free" : aim.is === "task" ? `task-${aim.task.id}` : `watch-${aim.scenario.id}`;
  const aims: { id: string; group: "free" | "tasks" | "watch"; label: string; done?: boolean; aim: Aim }[] = [
    { id: "free", group: "free", label: t("aims.free"), aim: { is: "free" } },
    ...lab.tasks.map((task, index) => ({
      id: `task-${task.id}`,
      group: "tasks" as const,
      label: `${letterOf(index)}　${task.title[locale]}`,
      done: solved[`${lab.id}.${task.id}`] !== undefined,
      aim: { is: "task", task } as const,
    })),
    ...lab.scenarios.map((scenario) => ({
      id: `watch-${scenario.id}`,
      group: "watch" as const,
      label: scenario.title[locale],
      aim: { is: "scenario", scenario } as const,
    })),
  ];
  const rows = (
    [
      ["operate", aims.filter(({ group }) => group !== "watch")],
      ["watch", aims.filter(({ group }) => group === "watch")],
    ] as const
  ).filter(([, list]) => list.length > 0);
  const take = (id: string) => {
    const next = aims.find((each) => each.id === id);
    if (!next) return;
    verbs.aimAt(store, next.aim);
    const query = new URLSearchParams(location.search);
    if (id === "free") query.delete("do");
    else query.set("do", id);
    window.history.replaceState(null, "", query.size > 0 ? `?${query}` : location.pathname);
  };
  return (
    <nav className="lab-aims" aria-label={t("aims.label")}>
      <select aria-label={t("aims.label")} value={current} onChange={(event) => take(event.target.value)}>
        <option value="free">{t("aims.free")}</option>
        {(["tasks", "watch"] as const).map((group) => (
          <optgroup key={group} label={t(`aims.${group}`)}>
            {aims
              .filter((each) => each.group === group)
              .map((each) => (
                <option key={each.id} value={each.id}>
                  {each.label}
                  {each.done ? " ✓" : ""}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
      {rows.map(([name, list]) => (
        <div key={name} className="lab-aim-row">
          <span className="cap">{t(`aims.${name}`)}</span>
          <span className="lab-aim-list">
            {list.map((each) => (
              <button
                key={each.id}
                type="button"
                data-aim={each.id}
                aria-current={each.id === current ? "true" : undefined}
                onClick={() => take(each.id)}
              >
                {each.label}
                {each.done ? <Icon name="check" className="text-good" /> : null}
                {each.done ? <span className="sr">{t("aims.done")}</span> : null}
              </button>
            ))}
          </span>
        </div>
      ))}
    </nav>
  );
}

function StageHead() {
  const t = useTranslations("labs");
  const store = useRunStore();
  const n = useRun((run) => run.n);
  const time = useRun((run) => Math.round(run.t));
  const seed = useRun((run) => run.settings.seed);
  const isUntimed = useRun(isStepwise);
  const isOver = useRun((run) => !isStepwise(run) && nextOf(run) === undefined);
  const later = useRun((run) => run.replay.entries.length - run.replay.choicesAt(run.n));
  return (
    <div className="lab-head">
      <p className="num">
        <b>{t("step", { n })}</b>
        {isUntimed ? <span className="text-ink-3">{t("untimed")}</span> : <span className="mono">{time} ms</span>}
        <span className="text-ink-3">{t("seed.is", { seed })}</span>
        {isOver ? <span className="text-ink-3">{t("over")}</span> : null}
      </p>
      {later > 0 ? (
        <Button size="s" variant="quiet" onClick={() => verbs.fork(store)}>
          <Glyph name="fork" />
          {t("fork")}
        </Button>
      ) : null}
    </div>
  );
}

function Limits() {
  const t = useTranslations("labs");
  const locale = useLabLocale();
  const lab = useRun((run) => run.lab);
  return (
    <div className="lab-limits full">
      <section className="card" aria-labelledby="lab-checked">
        <h2 id="lab-checked" className="h4 mb-2">
          {t("checked.title")}
        </h2>
        <ul className="lab-lines">
          {lab.checkedAgainst.map(({ text, url }) => (
            <li key={text.en}>
              <TextLink href={url}>{text[locale]}</TextLink>
            </li>
          ))}
        </ul>
        <p className="cap mt-3">{t("checked.broken", { count: lab.mutants.length })}</p>
      </section>
      <section id="leaves-out" className="card" aria-labelledby="lab-out">
        <h2 id="lab-out" className="h4 mb-2">
          {t("out.title")}
        </h2>
        <ul className="lab-lines">
          {lab.leavesOut.map((text) => (
            <li key={text.en}>{text[locale]}</li>
          ))}
        </ul>
      </section>
    </div>
  );
}

/** The things on the stage, in the order in which N and M go through them. */
const onStage = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>("[data-on-stage]")];

function cycle(by: 1 | -1): void {
  const all = onStage();
  const at = all.indexOf(document.activeElement as HTMLElement);
  all.at(at < 0 ? (by > 0 ? 0 : -1) : (at + by) % all.length)?.focus();
}

function useKeysOfStage(): void {
  const t = useTranslations("labs");
  const store = useRunStore();
  /** The act of what is chosen that this key does. */
  const press = (key: string) => () => {
    const run = store.getState();
    const { chosen } = run;
    if (!chosen || !isThere(worldOf(run), chosen)) return;
    const act = actsOf(run, chosen).find((each) => each.key === key && !each.refusal);
    if (!act) return;
    const [, to] = chosen.is === "flight" ? chosen.id.split(/[-.]/) : [];
    const menu = document.getElementById(menuId);
    if (menu?.matches(":popover-open")) menu.hidePopover();
    verbs.act(store, act.choice);
    if (act.choice.do === "drop") document.querySelector<HTMLElement>(`[data-on-stage="node-${to}"]`)?.focus();
  };
  useLabKeys(t("keys.title"), [
    { key: "ArrowRight", shown: "→", label: t("to.on"), run: () => verbs.stepOn(store) },
    { key: "ArrowLeft", shown: "←", label: t("to.back"), run: () => verbs.stepBack(store) },
    {
      key: " ",
      shown: "Space",
      label: t("keys.play"),
      run: () => verbs.play(store, !store.getState().isPlaying),
    },
    { key: "Home", label: t("to.start"), run: () => verbs.toStart(store) },
    { key: "End", label: t("to.end"), run: () => verbs.toEnd(store) },
    { key: "n", label: t("keys.next"), run: () => cycle(1) },
    { key: "m", label: t("keys.previous"), run: () => cycle(-1) },
    { key: "c", label: t("keys.crash"), run: press("c") },
    { key: "r", label: t("keys.boot"), run: press("r") },
    { key: "p", label: t("keys.pause"), run: press("p") },
    { key: "x", label: t("keys.cut"), run: press("x") },
    { key: "d", label: t("keys.drop"), run: press("d") },
    { key: "k", label: t("keys.delay"), run: press("k") },
  ]);
}

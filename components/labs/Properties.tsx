"use client";
/** What must never be otherwise, and where the run broke it first; and whether it still can from here. */
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Mark } from "@/components/ui/Badge";
import { Button } from "@/components/ui/Button";
import { Icon } from "@/components/ui/Icon";
import type { Allow } from "@/lib/sim/lab";
import { judge } from "./judge";
import { useRun, useRunStore } from "./RunProvider";
import { verbs, worldOf } from "./run";
import type { WrongFound } from "./verdict";
import { useLabLocale, useWording } from "./wording";

export function Properties() {
  const t = useTranslations("labs");
  const locale = useLabLocale();
  const store = useRunStore();
  const lab = useRun((run) => run.lab);
  const kernel = useRun((run) => run.replay.kernel);
  const w = useRun(worldOf);
  const wording = useWording(lab, kernel);
  const names = Object.entries(lab.properties);
  const broken = names.filter(([name]) => w.broken.some(({ invariant }) => invariant === name)).length;
  return (
    <section className="card lab-late" aria-labelledby="lab-safe">
      <div className="card-head">
        <h2 id="lab-safe" className="h4">
          {t("safe.title")}
        </h2>
        {broken === 0 ? (
          <Mark tone="good" icon="check">
            {t("safe.all")}
          </Mark>
        ) : (
          <Mark tone="bad" icon="alert">
            {t("safe.broken", { count: broken })}
          </Mark>
        )}
      </div>
      <ul className="lab-safe">
        {names.map(([name, text]) => {
          const violation = w.broken.find(({ invariant }) => invariant === name);
          return (
            <li key={name} className={violation ? "broken" : undefined}>
              <Icon name={violation ? "x" : "check"} className={violation ? "text-bad" : "text-good"} />
              <span>
                {text[locale]}
                {violation ? (
                  <>
                    <span className="block text-s text-bad">
                      {t("broken.clause", { clause: lab.clauses[violation.conjunct]?.[locale] ?? violation.conjunct })}
                    </span>
                    <span className="block text-s text-bad">{wording.placeOf(violation)}</span>
                    <button type="button" className="lab-link" onClick={() => verbs.goTo(store, violation.step)}>
                      {t("safe.goTo", { n: violation.step })}
                    </button>
                  </>
                ) : (
                  <span className="sr">{t("safe.holds")}</span>
                )}
              </span>
            </li>
          );
        })}
      </ul>
      <StillWrong key={`${w.n}`} />
    </section>
  );
}

const depth = 6;

/** Faults that the search may add, as many as a learner would try. */
function allowOf(doings: readonly string[]): Allow {
  const allow: Allow = {};
  if (doings.includes("crash")) Object.assign(allow, { crash: 2, boot: 2 });
  if (doings.includes("pause")) Object.assign(allow, { pause: 1, resume: 1 });
  if (doings.includes("drop")) allow.drop = 2;
  if (doings.includes("dup")) allow.dup = 1;
  return allow;
}

type Search = { is: "idle" } | { is: "busy" } | { is: "done"; found: WrongFound } | { is: "failed" };

function StillWrong() {
  const t = useTranslations("labs");
  const store = useRunStore();
  const isFree = useRun((run) => run.aim.is === "free");
  const lab = useRun((run) => run.lab);
  const locale = useLabLocale();
  const [search, setSearch] = useState<Search>({ is: "idle" });
  // In a task the answer would be given away.
  if (!isFree) return null;
  const ask = async () => {
    const { settings, replay, n } = store.getState();
    setSearch({ is: "busy" });
    try {
      const entries = replay.entries.slice(0, replay.choicesAt(n));
      const allow = allowOf(lab.faults.doings);
      const { wrong } = await judge({ ask: "wrong", lab: lab.id, settings, entries, n, depth, allow });
      setSearch(wrong ? { is: "done", found: wrong } : { is: "failed" });
    } catch {
      setSearch({ is: "failed" });
    }
  };
  const found = search.is === "done" ? search.found : undefined;
  return (
    <div className="lab-still">
      <Button size="s" busy={search.is === "busy"} onClick={() => void ask()}>
        {t(search.is === "busy" ? "wrong.busy" : "wrong.ask", { depth })}
      </Button>
      <div role="status" className="text-m">
        {search.is === "failed" ? t("wrong.failed") : null}
        {found && !found.choices ? (
          <p>{t(found.isAll ? "wrong.no" : "wrong.unknown", { depth, states: found.states })}</p>
        ) : null}
        {found?.choices && found.violation ? (
          <>
            <p className="text-bad">
              {t("wrong.yes", {
                count: found.choices.length,
                property: lab.properties[found.violation.invariant]?.[locale] ?? found.violation.invariant,
              })}
            </p>
            <Button
              size="s"
              onClick={() => {
                for (const c of found.choices ?? []) verbs.act(store, c);
              }}
            >
              {t("wrong.show")}
            </Button>
          </>
        ) : null}
      </div>
    </div>
  );
}

"use client";
/** The chosen thing in full: what it knows, and what can be done with it. */
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Badge } from "@/components/ui/Badge";
import { Button } from "@/components/ui/Button";
import { flightId } from "@/lib/sim/kernel";
import type { NodeId } from "@/lib/sim/model";
import type { SceneNode } from "@/lib/sim/scene";
import { useActName, useActs } from "./ActMenu";
import { type Act, type ActGroup, isThere } from "./acts";
import { sceneOf } from "./pictured";
import { useRun, useRunStore } from "./RunProvider";
import { type Chosen, isOffered, isStepwise, refusalOf, verbs, worldOf } from "./run";
import { useWord, useWording } from "./wording";

export function Inspector() {
  const t = useTranslations("labs");
  const lab = useRun((run) => run.lab);
  const w = useRun(worldOf);
  const chosen = useRun((run) => run.chosen);
  const scene = sceneOf(lab, w);
  const shown: Chosen = chosen && isThere(w, chosen) ? chosen : { is: "node", node: w.event.node ?? 0 };
  const acts = useActs(shown);
  return (
    <section className="card lab-inspector" aria-labelledby="lab-inspector">
      {shown.is === "node" ? (
        <NodeFacts node={scene.nodes.find(({ id }) => id === shown.node)} />
      ) : shown.is === "flight" ? (
        <FlightFacts id={shown.id} />
      ) : (
        <h2 id="lab-inspector" className="h4">
          {t("link.title", {
            a: scene.nodes[shown.from]?.name ?? shown.from,
            b: scene.nodes[shown.to]?.name ?? shown.to,
          })}
        </h2>
      )}
      <Acts acts={acts} />
    </section>
  );
}

function NodeFacts({ node }: { node: SceneNode | undefined }) {
  const t = useTranslations("labs");
  const word = useWord();
  if (!node) return null;
  return (
    <>
      <div className="card-head">
        <h2 id="lab-inspector" className="h4">
          {node.name}
        </h2>
        <span className="flex flex-wrap gap-2">
          {node.state !== "up" ? (
            <Badge tone={node.state === "down" ? "bad" : "warn"} icon={node.state === "down" ? "x" : "pause"}>
              {t(`state.${node.state}`)}
            </Badge>
          ) : null}
          {node.badge ? <Badge tone="accent">{word(node.badge)}</Badge> : null}
        </span>
      </div>
      <table className="tbl lab-facts">
        <caption className="sr">{t("facts", { node: node.name })}</caption>
        <tbody>
          {node.facts.map(({ name, value, left }) => (
            <tr key={typeof name === "string" ? name : name.en}>
              <th scope="row">{typeof name === "string" ? <span className="mono">{name}</span> : word(name)}</th>
              <td>
                {left === undefined ? null : (
                  <span className="lab-left" aria-hidden="true">
                    <i style={{ width: `${Math.max(0, Math.min(1, left)) * 100}%` }} />
                  </span>
                )}
                {typeof value === "string" ? <span className="mono">{value}</span> : word(value)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function FlightFacts({ id }: { id: string }) {
  const t = useTranslations("labs");
  const lab = useRun((run) => run.lab);
  const kernel = useRun((run) => run.replay.kernel);
  const w = useRun(worldOf);
  const isUntimed = useRun(isStepwise);
  const wording = useWording(lab, kernel);
  const flight = w.pending.find((each) => each.kind === "msg" && flightId(each) === id);
  if (flight?.kind !== "msg") return null;
  const rows: [string, string][] = [
    [t("flight.way"), `${wording.node(flight.from)} → ${wording.node(flight.to)}`],
    ...(isUntimed
      ? []
      : ([
          [t("flight.sent"), `${flight.sent} ms`],
          [t("flight.due"), flight.lost ? t("flight.lost") : `${flight.at} ms`],
        ] as [string, string][])),
  ];
  return (
    <>
      <h2 id="lab-inspector" className="h4">
        {wording.message(flight)}
      </h2>
      <table className="tbl lab-facts">
        <caption className="sr">{wording.message(flight)}</caption>
        <tbody>
          {rows.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="num">{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

const inFront: readonly ActGroup[] = ["message", "ops", "state", "network", "clock"];

function Acts({ acts }: { acts: readonly Act[] }) {
  const t = useTranslations("labs");
  const groups: [string, Act[]][] = [
    ["front", acts.filter(({ group }) => inFront.includes(group))],
    ["timers", acts.filter(({ group }) => group === "timers")],
    ["links", acts.filter(({ group }) => group === "links")],
  ];
  if (acts.length === 0) return <p className="cap mt-3">{t("menu.nothing")}</p>;
  return groups.map(([name, list]) =>
    list.length === 0 ? null : name === "front" ? (
      <div key={name} className="lab-acts">
        <ActButtons acts={list} />
      </div>
    ) : (
      <details key={name} className="lab-more">
        <summary>{t(`more.${name === "timers" ? "timers" : "links"}`, { count: list.length })}</summary>
        <div className="lab-acts">
          <ActButtons acts={list} />
        </div>
      </details>
    ),
  );
}

function ActButtons({ acts }: { acts: readonly Act[] }) {
  const t = useTranslations("labs");
  const store = useRunStore();
  const name = useActName();
  return acts.map((act) => (
    <Button
      key={JSON.stringify(act.choice)}
      size="s"
      aria-disabled={act.refusal ? true : undefined}
      title={act.refusal ? t(`refusal.${act.refusal}`) : undefined}
      onClick={() => verbs.act(store, act.choice)}
      {...(act.key ? { keyHint: act.key.toUpperCase() } : {})}
    >
      {name(act)}
    </Button>
  ));
}

/** A split of the network in two: these nodes on one side, all others on the other. */
export function Split() {
  const t = useTranslations("labs");
  const store = useRunStore();
  const isThereSplit = useRun((run) => isOffered(run, "part"));
  const nodes = useRun((run) => run.replay.kernel.nodes);
  const w = useRun(worldOf);
  useRun((run) => run.replay);
  const [apart, setApart] = useState<readonly NodeId[]>([]);
  if (!isThereSplit) return null;
  const refusal = refusalOf(store.getState(), { do: "part", apart });
  const isCut = w.cut !== null || w.clogged !== null;
  const canHeal =
    isOffered(store.getState(), "heal-all") && refusalOf(store.getState(), { do: "heal-all" }) === undefined;
  return (
    <section className="card lab-late" aria-labelledby="lab-split">
      <h2 id="lab-split" className="h4">
        {t("split.title")}
      </h2>
      <p className="cap mt-1">{t("split.about")}</p>
      <div className="lab-split">
        {nodes.map((node, id) => (
          <label key={node.name}>
            <input
              type="checkbox"
              checked={apart.includes(id)}
              onChange={(event) =>
                setApart(
                  event.target.checked ? [...apart, id].sort((a, b) => a - b) : apart.filter((each) => each !== id),
                )
              }
            />
            {node.name}
          </label>
        ))}
      </div>
      <div className="lab-acts">
        <Button
          size="s"
          aria-disabled={refusal ? true : undefined}
          title={refusal ? t(`refusal.${refusal}`) : undefined}
          onClick={() => verbs.act(store, { do: "part", apart })}
        >
          {t("split.do")}
        </Button>
        {isCut && canHeal ? (
          <Button size="s" onClick={() => verbs.act(store, { do: "heal-all" })}>
            {t("act.heal-all")}
          </Button>
        ) : null}
      </div>
    </section>
  );
}

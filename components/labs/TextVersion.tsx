"use client";
/** The same run without a drawing: what stands where, what is under way, and each thing's menu. */
import { useTranslations } from "next-intl";
import { ActMenu, menuId } from "./ActMenu";
import { sceneOf } from "./pictured";
import { useRun, useRunStore } from "./RunProvider";
import { type Chosen, isStepwise, verbs, worldOf } from "./run";
import { useWord } from "./wording";

export function TextVersion() {
  const t = useTranslations("labs");
  const word = useWord();
  const lab = useRun((run) => run.lab);
  const w = useRun(worldOf);
  const isUntimed = useRun(isStepwise);
  const scene = sceneOf(lab, w);
  const nameOf = (id: number) => scene.nodes.find((node) => node.id === id)?.name ?? String(id);
  const notOpen = scene.links.filter(({ state }) => state !== "open");
  return (
    <div className="lab-words">
      <p>{word(scene.summary)}</p>
      <table className="tbl stack">
        <caption>{t("text.nodes")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("text.node")}</th>
            <th scope="col">{t("text.state")}</th>
            <th scope="col">{t("text.more")}</th>
          </tr>
        </thead>
        <tbody>
          {scene.nodes.map((node) => (
            <tr key={node.id}>
              <th scope="row">
                <MenuButton chosen={{ is: "node", node: node.id }} label={node.name} on={`node-${node.id}`} />
              </th>
              <td data-label={t("text.state")}>
                {[
                  t(`state.${node.state}`),
                  ...(node.badge ? [word(node.badge)] : []),
                  ...(node.inside ? [word(node.inside)] : []),
                ].join(t("comma"))}
              </td>
              <td data-label={t("text.more")}>{(node.beside ?? []).map(word).filter(Boolean).join(t("comma"))}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div>
        <p className="cap">{t("text.flights", { count: scene.flights.length })}</p>
        <ul className="lab-lines">
          {scene.flights.map((flight) => (
            <li key={flight.id}>
              <MenuButton
                chosen={{ is: "flight", id: flight.id }}
                on={flight.id}
                label={`${word(flight.label)}${t("comma")}${nameOf(flight.from)} → ${nameOf(flight.to)}`}
              />
              <span className="cap num">
                {flight.lost
                  ? t("flight.lost")
                  : isUntimed
                    ? t("flight.on")
                    : t("flight.eta", { ms: Math.max(0, flight.at - w.t) })}
              </span>
            </li>
          ))}
        </ul>
      </div>
      {notOpen.length > 0 ? (
        <ul className="lab-lines">
          {notOpen.map((link) => (
            <li key={`${link.from}-${link.to}`}>
              <MenuButton
                chosen={{ is: "link", from: link.from, to: link.to }}
                on="link"
                label={t("link.name", { a: nameOf(link.from), b: nameOf(link.to), state: t(`link.${link.state}`) })}
              />
            </li>
          ))}
        </ul>
      ) : null}
      <ActMenu />
    </div>
  );
}

function MenuButton({ chosen, label, on }: { chosen: Chosen; label: string; on: string }) {
  const store = useRunStore();
  const choose = () => verbs.choose(store, chosen);
  return (
    <button
      type="button"
      className="lab-link"
      data-on-stage={on}
      popoverTarget={menuId}
      aria-haspopup="true"
      onFocus={choose}
      onClick={choose}
    >
      {label}
    </button>
  );
}

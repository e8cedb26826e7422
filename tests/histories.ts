/**
 * Learners made up from a seed, over any catalog: sittings of practice, follow-up chains and mock interviews, days apart,
 * with hints, repeats and words of certainty, marked by the product's own scorer.
 */
import type { AttemptId, ItemId, StatementId } from "../lib/ids";
import { gapOfStatement } from "../lib/ids";
import type { LearnerEvent } from "../lib/learner/events";
import type { Catalog, Item } from "../lib/quiz/catalog";
import type { Response } from "../lib/quiz/interaction";
import { keyResponse, scoreItem } from "../lib/quiz/score";
import { type Draw, drawsFrom, seedOf, shuffle } from "../lib/quiz/seed";
import type { StoredEvent } from "../lib/store/log";
import { blindResponse } from "./e2e/used-profile";

const hour = 3_600_000;
const start = Date.UTC(2026, 6, 1);

/** A learner's log in the order of time, on one device, and the moment at which it is read (epoch ms). */
export type History = { seed: number; kind: LearnerKind; events: StoredEvent[]; now: number };

/**
 * any: a random skill in each gap. uneven: hardly anything of two gaps and nearly all of the others, asked often.
 * diligent: knows one gap, and is asked all of it twice, four days apart, in depth as well.
 */
export type LearnerKind = "any" | "uneven" | "diligent";

type Body = Extract<LearnerEvent, { type: "item-answered" }>["body"];
type Marked = { response: Response; score: Body["score"]; observations: Body["observations"] };

/** The key and some blind answers to each item, marked once for all histories. */
export type Bank = ReadonlyMap<ItemId, { right: Marked; blind: Marked[] }>;

export function bankOf(catalog: Catalog): Bank {
  return new Map(
    catalog.items.map((item) => {
      const draw = drawsFrom(seedOf(item.id));
      const blind = Array.from({ length: 3 }, () => marked(item, blindResponse(item, 1, draw)));
      const right = marked(item, keyResponse(item, 1));
      if (!right) throw new Error(`the key of ${item.id} is not whole`);
      return [item.id, { right, blind: blind.flatMap((each) => each ?? []) }];
    }),
  );
}

function marked(item: Item, response: Response): Marked | undefined {
  const score = scoreItem(item, response, 1);
  if (score.state !== "marked") return undefined;
  return {
    response,
    score: { earned: score.earned, possible: score.possible },
    observations: score.observations,
  };
}

const pick = <T>(draw: Draw, values: readonly T[]): T => values[Math.floor(draw() * values.length)] as T;

export function historyOf(catalog: Catalog, bank: Bank, seed: number, kind: LearnerKind): History {
  const draw = drawsFrom(seed);
  const gaps = catalog.gaps.map(({ id }) => id);
  const events: StoredEvent[] = [];
  let at = start;
  const append = (type: string, v: number, body: unknown) => {
    at = Math.round(at + 1000 + draw() * 120_000);
    events.push({ id: `${seed}-${events.length}`, v, type, at, device: "a", n: events.length + 1, body });
  };
  const lowest = shuffle(gaps, draw).slice(0, 2);
  const skills = new Map(
    gaps.map((gap) => [gap, kind === "any" ? draw() : kind === "diligent" ? 0.97 : lowest.includes(gap) ? 0.02 : 0.95]),
  );
  const skillOf = (statements: readonly StatementId[]): number => {
    const of = statements.map((statement) => skills.get(gapOfStatement(statement)) ?? 0.5);
    return of.length > 0 ? Math.min(...of) : 0.5;
  };

  const answer = (item: Item, mode: Body["mode"], session: string, hints: number): number => {
    const { right, blind } = bank.get(item.id) as { right: Marked; blind: Marked[] };
    const { response, score, observations } =
      draw() < skillOf(item.statements) || blind.length === 0 ? right : pick(draw, blind);
    const body: Body = {
      item: item.id,
      revision: item.revision,
      kind: item.kind,
      mode,
      session,
      response,
      score,
      observations,
      ...(draw() < 0.7 && { predicted: draw() }),
      ...(draw() < 0.7 && { confidence: pick(draw, [1, 2, 3] as const) }),
      elapsedMs: 30_000,
      hints,
      seed: 1,
    };
    append("item-answered", 1, body);
    return score.earned / score.possible;
  };

  const play = (chain: Catalog["chains"][number], session: string) => {
    for (const rung of chain.rungs) {
      const item = catalog.items.find(({ id }) => id === rung.item);
      const said = rung.ticks.filter(({ statement, fatal }) => {
        const skill = skillOf(statement ? [statement] : []);
        return fatal ? draw() > Math.max(0.5, skill) : draw() < skill;
      });
      const share = item && answer(item, "practice", session, 0);
      append("rung-answered", 1, {
        chain: chain.id,
        rung: rung.id,
        session,
        text: "words",
        ticks: said.map(({ id }) => id),
        hints: draw() < 0.1 ? 1 : 0,
        elapsedMs: 60_000,
        ...(share !== undefined && { share }),
        ...(draw() < 0.5 && { confidence: pick(draw, [1, 2, 3] as const) }),
      });
    }
  };

  const sitMock = (session: string) => {
    const form = shuffle(catalog.items, draw).slice(0, 1 + Math.floor(draw() * 6));
    const attempt = session as AttemptId;
    append("mock-started", 1, {
      attempt,
      preset: catalog.mocks[0]?.id ?? "none",
      packHash: "a-pack",
      seed: 1,
      form: form.map(({ id, revision }) => ({ item: id, revision, section: 0, seed: 1 })),
      sections: [{ title: "one", minutes: 20 }],
      durationMs: 1_200_000,
      extraFactor: 1,
      pause: "strict",
      wallStart: at,
      locale: catalog.locale,
    });
    for (const item of form) answer(item, "mock", session, 0);
    append("mock-handed-in", 1, { attempt, reason: "by-hand", elapsedMs: 600_000 });
  };

  const say = () => {
    const gap = pick(draw, gaps);
    const statements = catalog.gaps.flatMap((each) => each.statements.map(({ id }) => id)).filter(() => draw() < 0.1);
    const word = pick(draw, ["weak", "unsure", "fine"]);
    const [type, v, body] = pick<[string, number, unknown]>(draw, [
      ["gap-disputed", 1, { gap, reason: "not so" }],
      ["gap-judged", 1, { gap, word }],
      ["gap-snoozed", 1, { gap, until: at + 99 * hour }],
      ["gap-added", 2, { gap: "own-one", title: "asked of me", statements, stuckAt: 2 }],
      ["gap-removed", 1, { gap: "own-one" }],
      ["topic-read", 1, { topic: pick(draw, Object.keys(catalog.topics)), heading: "what", locale: catalog.locale }],
    ]);
    append(type, v, body);
  };

  if (kind === "diligent") diligently();
  else anyhow();

  function anyhow(): void {
    const most = kind === "uneven" ? 40 + Math.floor(draw() * 80) : Math.floor(draw() * 61);
    const count = () => events.filter(({ type }) => type === "item-answered" || type === "rung-answered").length;
    for (let sitting = 0; count() < most; sitting++) {
      at += (draw() < 0.3 ? 1 + draw() * 5 : 12 + draw() * 24 * 6) * hour;
      const session = `s${seed}-${sitting}`;
      const style = draw();
      if (style < 0.15 && catalog.chains.length > 0) play(pick(draw, catalog.chains), session);
      else if (style < 0.25) sitMock(session);
      else {
        const gap = draw() < 0.5 ? pick(draw, gaps) : undefined;
        const asked = catalog.items.filter(
          ({ statements }) => !gap || statements.some((s) => gapOfStatement(s) === gap),
        );
        for (const item of shuffle(asked, draw).slice(0, 1 + Math.floor(draw() * 10))) {
          answer(item, "practice", session, draw() < 0.15 ? 1 + Math.floor(draw() * 3) : 0);
          if (draw() < 0.08) answer(item, "practice", session, 0);
        }
      }
      if (draw() < 0.3) say();
    }
  }

  function diligently(): void {
    const gap = pick(draw, gaps);
    const bears = (statements: readonly (StatementId | undefined)[]) =>
      statements.some((statement) => statement && gapOfStatement(statement) === gap);
    const items = catalog.items.filter(({ statements }) => bears(statements));
    const chains = catalog.chains.filter(({ rungs }) =>
      rungs.some(({ ticks }) => bears(ticks.map(({ statement }) => statement))),
    );
    for (const [round, days] of [0, 4].entries()) {
      at = start + days * 24 * hour;
      for (const item of shuffle(items, draw).slice(0, 30)) answer(item, "practice", `d${round}`, 0);
      for (const chain of chains) play(chain, `d${round} ${chain.id}`);
    }
  }

  // Read at once, some days later, or after a long absence.
  const now = at + pick(draw, [0, draw() * 48, draw() * 24 * 30, draw() * 24 * 900]) * hour;
  return { seed, kind, events, now: Math.ceil(now) };
}

"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useId, useState } from "react";
import { InteractionView } from "@/components/quiz/interactions/InteractionView";
import { InlineText } from "@/components/ui/InlineText";
import type { Answer, Interaction, InteractionType } from "@/lib/quiz/interaction";
import type { Note, Part } from "@/lib/quiz/item";

type Words = ReturnType<typeof useTranslations<"gallery.interactions">>;
type Given = { answer: Answer; part: Part };
type Fixture = { stem: string; interaction: Interaction; right: Given; wrong: Given };
/** A tape is shown with the questions themselves: without its simulator there is nothing to see. */
export type Shown = Exclude<InteractionType, "choice" | "order" | "match" | "number" | "pick" | "tape"> | "blanks-code";

const partOf = (earned: number, possible: number, key: string, notes: Note[]): Part => ({
  name: "gallery",
  earned,
  possible,
  key,
  notes,
});

const release = `func (l *Lock) Release(ctx context.Context) error {
	holder, err := l.redis.Get(ctx, l.key).Result()
	if err != nil {
		return fmt.Errorf("read the holder of %s before it is released: %w", l.key, err)
	}
	if holder != l.token {
		return ErrNotHeld
	}
	return l.redis.Del(ctx, l.key).Err()
}`;
const pickable: Readonly<Record<number, string>> = { 2: "read", 6: "own", 9: "delete" };

const fixtures: { [Each in Shown]: (t: Words) => Fixture } = {
  verdict: (t) => ({
    stem: t("verdict.stem"),
    interaction: { type: "verdict", name: "gallery" },
    right: {
      answer: { type: "verdict", holds: true },
      part: partOf(1, 1, "true", [
        { id: "true", verdict: "key" },
        { id: "false", verdict: "plain" },
      ]),
    },
    wrong: {
      answer: { type: "verdict", holds: false },
      part: partOf(0, 1, "true", [
        { id: "true", verdict: "missed" },
        { id: "false", verdict: "wrong" },
      ]),
    },
  }),
  blanks: (t) => ({
    stem: t("blanks.prose"),
    interaction: {
      type: "blanks",
      name: "gallery",
      isCode: false,
      text: [
        { text: t("blanks.before") },
        { blank: "quorum", size: 8 },
        { text: t("blanks.between") },
        { blank: "failures", size: 8 },
        { text: t("blanks.after") },
      ],
    },
    right: {
      answer: { type: "blanks", texts: { quorum: "3", failures: "2" } },
      part: partOf(2, 2, "3 / 三 / three\n2 / 两 / two", [
        { id: "quorum", verdict: "key", rationale: t("blanks.quorum") },
        { id: "failures", verdict: "key", rationale: t("blanks.failures") },
      ]),
    },
    wrong: {
      answer: { type: "blanks", texts: { quorum: "3", failures: "3" } },
      part: partOf(1, 2, "3 / 三 / three\n2 / 两 / two", [
        { id: "quorum", verdict: "key", rationale: t("blanks.quorum") },
        { id: "failures", verdict: "wrong", rationale: t("blanks.failures") },
      ]),
    },
  }),
  "blanks-code": (t) => ({
    stem: t("blanks.code"),
    interaction: {
      type: "blanks",
      name: "gallery",
      isCode: true,
      text: [
        { text: "redis-cli SET lock:order:42 8f1c7d20 " },
        { blank: "mode", size: 8 },
        { text: " " },
        { blank: "unit", size: 8 },
        { text: " 30000" },
      ],
    },
    right: {
      answer: { type: "blanks", texts: { mode: "nx", unit: "PX" } },
      part: partOf(2, 2, "NX\nPX", [
        { id: "mode", verdict: "key", rationale: t("blanks.mode") },
        { id: "unit", verdict: "key", rationale: t("blanks.unit") },
      ]),
    },
    wrong: {
      answer: { type: "blanks", texts: { mode: "NX", unit: "EX" } },
      part: partOf(1, 2, "NX\nPX", [
        { id: "mode", verdict: "key", rationale: t("blanks.mode") },
        { id: "unit", verdict: "wrong", rationale: t("blanks.unit") },
      ]),
    },
  }),
  line: (t) => ({
    stem: t("line.stem"),
    interaction: {
      type: "line",
      name: "gallery",
      lang: "go",
      lines: release.split("\n").map((text, index) => ({ text, id: pickable[index + 1] })),
    },
    right: {
      answer: { type: "line", picked: "delete" },
      part: partOf(1, 1, "9", [
        { id: "read", verdict: "plain", rationale: t("line.read") },
        { id: "own", verdict: "plain", rationale: t("line.own") },
        { id: "delete", verdict: "key", rationale: t("line.key") },
      ]),
    },
    wrong: {
      answer: { type: "line", picked: "own" },
      part: partOf(0, 1, "9", [
        { id: "read", verdict: "plain", rationale: t("line.read") },
        { id: "own", verdict: "wrong", rationale: t("line.own") },
        { id: "delete", verdict: "missed", rationale: t("line.key") },
      ]),
    },
  }),
  spot: (t) => ({
    stem: t("spot.stem"),
    interaction: {
      type: "spot",
      name: "gallery",
      figure: commitFigure(t),
      areas: (["m1", "m2", "m3", "m4"] as const).map((id) => ({ id, text: t(`spot.areas.${id}`) })),
    },
    right: {
      answer: { type: "spot", picked: "m3" },
      part: partOf(1, 1, t("spot.areas.m3"), [{ id: "m3", verdict: "key", rationale: t("spot.why.m3") }]),
    },
    wrong: {
      answer: { type: "spot", picked: "m2" },
      part: partOf(0, 1, t("spot.areas.m3"), [
        { id: "m2", verdict: "wrong", rationale: t("spot.why.m2") },
        { id: "m3", verdict: "missed", rationale: t("spot.why.m3") },
      ]),
    },
  }),
  prose: (t) => ({
    stem: t("prose.stem"),
    interaction: { type: "prose", name: "gallery" },
    right: {
      answer: { type: "prose", text: t("prose.text"), spokenMs: 21_000 },
      part: partOf(3, 3, t("prose.text"), [
        { id: "quorum", verdict: "key", rationale: t("prose.quorum") },
        { id: "term", verdict: "key", rationale: t("prose.term") },
        { id: "retry", verdict: "missed", rationale: t("prose.retry") },
      ]),
    },
    wrong: {
      answer: { type: "prose", text: t("prose.weak") },
      part: partOf(0, 3, t("prose.text"), [
        { id: "quorum", verdict: "missed", rationale: t("prose.quorum") },
        { id: "term", verdict: "missed", rationale: t("prose.term") },
        { id: "local", verdict: "wrong", rationale: t("prose.local") },
      ]),
    },
  }),
  lookups: (t) => {
    const key = `${t("lookups.lag")}\n${t("lookups.keys")}`;
    return {
      stem: t("lookups.stem"),
      interaction: {
        type: "lookups",
        name: "gallery",
        unit: t("lookups.unit"),
        lookups: [
          { id: "cpu", text: t("lookups.cpu"), cost: 1, finding: t("lookups.cpuFound") },
          { id: "lag", text: t("lookups.lag"), cost: 2, finding: t("lookups.lagFound") },
          { id: "keys", text: t("lookups.keys"), cost: 4, finding: t("lookups.keysFound") },
        ],
      },
      right: {
        answer: { type: "lookups", order: ["lag", "keys"] },
        part: partOf(1, 1, key, [
          { id: "cpu", verdict: "plain", rationale: t("lookups.cpuWhy") },
          { id: "lag", verdict: "key", rationale: t("lookups.lagWhy") },
          { id: "keys", verdict: "key", rationale: t("lookups.keysWhy") },
        ]),
      },
      wrong: {
        answer: { type: "lookups", order: ["cpu", "lag"] },
        part: partOf(0.5, 1, key, [
          { id: "cpu", verdict: "wrong", rationale: t("lookups.cpuWhy") },
          { id: "lag", verdict: "key", rationale: t("lookups.lagWhy") },
          { id: "keys", verdict: "missed", rationale: t("lookups.keysWhy") },
        ]),
      },
    };
  },
  design: (t) => ({
    stem: t("design.stem"),
    interaction: {
      type: "design",
      name: "gallery",
      most: 8,
      components: [
        { id: "api", text: t("design.api"), most: 4 },
        { id: "store", text: t("design.store"), most: 5 },
        { id: "cache", text: t("design.cache"), most: 2 },
      ],
      domains: (["a", "b", "c"] as const).map((id) => ({ id, text: t(`design.${id}`) })),
      links: [
        { id: "api-store", text: t("design.apiStore"), from: "api", to: "store" },
        { id: "api-cache", text: t("design.apiCache"), from: "api", to: "cache" },
        { id: "store-cache", text: t("design.storeCache"), from: "store", to: "cache" },
      ],
    },
    right: {
      answer: {
        type: "design",
        replicas: { api: { a: 1, b: 1 }, store: { a: 1, b: 1, c: 1 }, cache: { c: 1 } },
        links: ["api-store", "api-cache"],
      },
      part: partOf(3, 3, t("design.reference"), [
        { id: "quorum", verdict: "key", rationale: t("design.quorum") },
        { id: "path", verdict: "key", rationale: t("design.path") },
        { id: "budget", verdict: "key", rationale: t("design.budget") },
      ]),
    },
    wrong: {
      answer: {
        type: "design",
        replicas: { api: { a: 2, b: 2 }, store: { a: 2, b: 1 }, cache: { a: 1 } },
        links: ["api-store", "store-cache"],
      },
      part: partOf(1, 3, t("design.reference"), [
        { id: "quorum", verdict: "wrong", rationale: t("design.quorumWrong") },
        { id: "path", verdict: "key", rationale: t("design.path") },
        { id: "budget", verdict: "wrong", rationale: t("design.budget") },
      ]),
    },
  }),
};

/** A sequence of two-phase commit, as the build draws one: each message is an area. */
function commitFigure(t: Words): string {
  const [x, y, z] = [60, 170, 270];
  const words = (at: number, top: number, text: string) =>
    `<text x="${at}" y="${top}" font-size="12" class="halo" text-anchor="middle">${text}</text>`;
  const arrow = (from: number, to: number, top: number) => {
    const way = Math.sign(to - from);
    return `<path d="M${from} ${top}H${to}m${-7 * way} -4l${7 * way} 4l${-7 * way} 4" fill="none" stroke="var(--ink-2)" stroke-width="1.5"/>`;
  };
  const message = (area: string, from: number, to: number, top: number, text: string) =>
    `<g data-area="${area}">${arrow(from, to, top)}${words((from + to) / 2, top - 6, text)}</g>`;
  const lives = [x, y, z].map((at) => `<path d="M${at} 34V226" stroke="var(--line-strong)" stroke-dasharray="2 3"/>`);
  const names = [t("spot.coordinator"), t("spot.first"), t("spot.second")];
  return `<svg class="dia" viewBox="0 0 326 230" width="326" height="230" role="img" aria-label="${t("spot.alt")}">${lives.join("")}${[
    x,
    y,
    z,
  ]
    .map(
      (at, index) =>
        `<text x="${at}" y="24" font-size="13" font-weight="600" text-anchor="middle">${names[index]}</text>`,
    )
    .join(
      "",
    )}<g data-area="m1">${arrow(x, y, 66)}${arrow(x, z, 80)}${words((x + y) / 2, 60, t("spot.prepare"))}</g>${message("m2", y, x, 116, t("spot.yes"))}${message("m3", x, z, 156, t("spot.commit"))}${message("m4", z, x, 196, t("spot.yes"))}</svg>`;
}

/** One interaction as it is asked, answered right and answered wrong. */
export function InteractionShow({ show }: { show: Shown }) {
  const t = useTranslations("gallery.interactions");
  const { stem, interaction, right, wrong } = fixtures[show](t);
  const [answer, setAnswer] = useState<Answer>();
  return (
    <div className="grid w-full max-w-[42em] gap-8" data-interaction={show}>
      <State label={t("asked")} stem={stem}>
        {(id) => (
          <InteractionView
            interaction={interaction}
            answer={answer}
            onAnswer={setAnswer}
            part={undefined}
            id={`${id}-input`}
            labelledBy={`${id}-stem`}
            sitting={`gallery/${show}`}
          />
        )}
      </State>
      {([right, wrong] as const).map((given, index) => (
        <State key={index === 0 ? "right" : "wrong"} label={t(index === 0 ? "right" : "wrong")} stem={stem}>
          {(id) => (
            <InteractionView
              interaction={interaction}
              answer={given.answer}
              onAnswer={() => {}}
              part={given.part}
              id={`${id}-input`}
              labelledBy={`${id}-stem`}
              sitting={`gallery/${show}-${index}`}
            />
          )}
        </State>
      ))}
    </div>
  );
}

function State({ label, stem, children }: { label: string; stem: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className="grid gap-3">
      <p className="cap">{label}</p>
      <p className="text-l font-semibold" id={`${id}-stem`}>
        <InlineText text={stem} />
      </p>
      {children(id)}
    </div>
  );
}

import { expect, it } from "vitest";
import { locales } from "../i18n/locales";
import type { Happening, ParamSchema } from "./model";
import { tell } from "./scene";
import { type Fault, isFault, tellFault } from "./tell-fault";

const params: ParamSchema = {
  acks: {
    kind: "choice",
    label: { zh: "应答", en: "Acks" },
    options: [{ id: "1", label: { zh: "领导者", en: "the leader" } }],
    default: "1",
  },
};
const flight = { kind: "msg", from: 0, to: 1, nth: 0, copy: 0, m: "vote" } as never;
const base = { node: 1, chosen: true, sent: [] };
const faults: Fault<string, never>[] = [
  ...(["lost", "cut", "down", "chosen"] as const).map((why) => ({ ...base, what: "drop" as const, flight, why })),
  { ...base, what: "delay", flight, by: 50 },
  { ...base, what: "dup", flight },
  { ...base, what: "skew", by: 50 },
  { ...base, what: "skew", by: -50 },
  ...(["cut", "heal", "clog", "unclog"] as const).map((what) => ({ ...base, what, from: 0, to: 1 })),
  { ...base, what: "part", apart: [0, 1] },
  { ...base, what: "part", apart: [] },
  { ...base, what: "heal-all" },
  { ...base, what: "set", name: "acks", value: "1" },
];

it("has a sentence of its own for each fault, with every name filled in, in both languages", () => {
  for (const locale of locales) {
    const told = faults.map((fault) =>
      tell(
        tellFault(fault, { node: (id) => `S${id + 1}`, message: () => ({ zh: "拉票", en: "vote" }), params }),
        locale,
      ),
    );
    expect(new Set(told).size).toBe(faults.length);
    for (const sentence of told) expect(sentence).not.toMatch(/[{}]|undefined|object/);
  }
  const late = tellFault(faults[4] as Fault<string, never>, {
    node: String,
    message: (m) => ({ zh: m, en: m }),
    params,
  });
  expect(tell(late, "en")).toBe("“vote” from 0 to 1 is held back 50 ms");
});

it("leaves to the lab what a step means to its protocol", () => {
  const own: Happening<string, string>[] = [
    { ...base, what: "start" },
    { ...base, what: "deliver", flight },
    { ...base, what: "timer", name: "election" },
    { ...base, what: "op", op: "write" },
    ...(["crash", "boot", "pause", "resume"] as const).map((what) => ({ ...base, what })),
  ];
  expect(own.filter((event) => isFault(event))).toEqual([]);
  expect(faults.every((event) => isFault(event))).toBe(true);
});

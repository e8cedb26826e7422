import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

/**
 * Recomputes the contrast of every pair of tokens that carries meaning, in both themes, from app/globals.css itself.
 * Source of the formula: WCAG 2.2, "relative luminance" and "contrast ratio".
 */
const css = readFileSync(join(import.meta.dirname, "../app/globals.css"), "utf8");

type Theme = "light" | "dark";
const themes: readonly Theme[] = ["light", "dark"];

const tokens = new Map(
  [...css.matchAll(/^\s*--([\w-]+): light-dark\((#[0-9A-F]{6}), (#[0-9A-F]{6})\);/gim)].map(([, name, light, dark]) => [
    name,
    { light: light ?? "", dark: dark ?? "" },
  ]),
);

function colour(name: string, theme: Theme): string {
  const token = tokens.get(name);
  if (!token) throw new Error(`--${name} is not written as light-dark(#rrggbb, #rrggbb) in app/globals.css`);
  return token[theme];
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const grounds = ["bg", "surface", "sunken"];
const worst = (name: string, on: readonly string[], theme: Theme) =>
  Math.min(...on.map((ground) => contrast(colour(name, theme), colour(ground, theme))));

/** Token, the grounds it stands on, and the least contrast in the light and in the dark theme. */
const promised: [string, string[], number, number][] = [
  ["ink", grounds, 15.1, 14.0],
  ["ink-2", grounds, 8.1, 8.6],
  ["ink-3", grounds, 5.1, 5.7],
  ["line-strong", grounds, 3.2, 3.2],
  ["accent", grounds, 5.7, 8.0],
  ["on-accent", ["accent"], 6.5, 9.0],
  ["accent", ["accent-soft"], 5.6, 7.0],
  ["good", ["good-soft"], 5.5, 6.9],
  ["warn", ["warn-soft"], 5.6, 7.4],
  ["bad", ["bad-soft"], 5.5, 6.5],
  ["ink-2", ["warn-soft", "good-soft", "bad-soft", "accent-soft"], 4.5, 4.5],
  ["good", grounds, 4.5, 4.5],
  ["warn", grounds, 4.5, 4.5],
  ["bad", grounds, 4.5, 4.5],
  ["on-accent", ["good", "bad"], 4.5, 4.5],
  ...["c1", "c2", "c3", "c4", "c5"].map((name): [string, string[], number, number] => [name, ["surface"], 3.0, 4.3]),
];

/** Figures are given to one decimal, cut or rounded: 0.05 below is still what was promised. */
const tolerance = 0.05;

describe.each(themes)("in the %s theme", (theme) => {
  it.each(promised)("--%s keeps its contrast on %j", (name, on, light, dark) => {
    expect(worst(name, on, theme)).toBeGreaterThanOrEqual((theme === "light" ? light : dark) - tolerance);
  });

  it("steps of mastery go one way in lightness, each a visible step from the one before", () => {
    const steps = ["m1", "m2", "m3", "m4", "m5"].map((name) => luminance(colour(name, theme)));
    const ordered = [...steps].sort((a, b) => (theme === "light" ? b - a : a - b));
    expect(steps).toEqual(ordered);
    for (const [at, step] of steps.slice(1).entries()) {
      const previous = steps[at] ?? 0;
      const ratio = (Math.max(step, previous) + 0.05) / (Math.min(step, previous) + 0.05);
      expect(ratio, `m${at + 1} to m${at + 2}`).toBeGreaterThan(1.2);
    }
  });
});

it("writes every colour token once", () => {
  const names = [...css.matchAll(/^\s*--([\w-]+): light-dark\(/gm)].map(([, name]) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBe(tokens.size);
  expect(tokens.size).toBeGreaterThanOrEqual(28);
});

it("writes colours nowhere else than in the tokens, save black for shadows and white for paper", () => {
  const elsewhere = css
    .split("\n")
    .filter((line) => !/^\s*--[\w-]+: light-dark\(/.test(line))
    .flatMap((line) => line.match(/#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)\([^)]*\)/gi) ?? []);
  expect(elsewhere.filter((each) => !/^rgb\(0 0 0 \//.test(each) && each !== "#fff")).toEqual([]);
});

describe("the measure itself", () => {
  it("knows the ends of the scale", () => {
    expect(contrast("#000000", "#FFFFFF")).toBeCloseTo(21, 5);
    expect(contrast("#767676", "#FFFFFF")).toBeCloseTo(4.54, 2);
  });

  it("rejects a pair known to be bad: a hairline is no colour for text", () => {
    for (const theme of themes) expect(worst("line", grounds, theme)).toBeLessThan(3);
  });
});

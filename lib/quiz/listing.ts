/** How a listing is held true by `npm test`, where Debian has the tool of its language; see tests/code.test.ts. */
import type { z as zod } from "zod";
import { segmentOf, textOf, type Z } from "./item";

/** Languages whose listings become whole programs, which are compiled and run, or read by their tool. */
const programs = ["go", "java", "lua", "sql", "nginx"] as const;
/** Languages whose listings are held true; every listing in one of them says how. */
export const checkedLanguages = [...programs, "yaml"] as const;
export type CheckedLanguage = (typeof checkedLanguages)[number];
export const isChecked = (lang: string): lang is CheckedLanguage => checkedLanguages.some((each) => each === lang);

export const listingCheckOf = (z: Z) =>
  z.discriminatedUnion("with", [
    z.strictObject({
      with: z.enum(programs),
      /** Written before or behind the listing to make it a whole program: imports, tables, a main. */
      before: z.string().optional(),
      after: z.string().optional(),
      /** Go alone: packages the program imports, by import path, each one file: the part of a library that it uses. */
      stubs: z.record(z.string(), z.string()).optional(),
      /** A part of what the program prints, without the white space around it. */
      prints: z.string().trim().min(1).optional(),
      /** A wrong variant: it must not compile, or not end well, and say this. */
      fails: z.string().trim().min(1).optional(),
    }),
    z.strictObject({ with: z.literal("yaml") }),
    /** Not run, and why: a listing for a newer version than Debian has, say. */
    z.strictObject({ with: z.literal("nothing"), why: textOf(z) }),
  ]);
export type ListingCheck = zod.infer<ReturnType<typeof listingCheckOf>>;

/** How the listings of a topic's notes are checked, by the name that stands behind the language of a fence. */
export const noteListingsOf = (z: Z) => z.record(segmentOf(z), listingCheckOf(z));

/** What is wrong with the check of a listing in this language, or undefined. */
export function misfitOf(lang: string, check: ListingCheck | undefined): string | undefined {
  if (check === undefined)
    return isChecked(lang)
      ? `a listing in ${lang} does not say how it is checked; write \`check: { with: ${lang} }\`, or \`with: nothing\` and why`
      : undefined;
  if (check.with === "nothing" || check.with === lang) return undefined;
  return `a listing in ${lang} cannot be checked with ${check.with}; write \`with: ${lang}\`, or \`with: nothing\` and why`;
}

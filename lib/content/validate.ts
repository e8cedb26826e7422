/** Zod's issues, told as problems at the line of the offending value and in words that say how to mend it. */
import type { z } from "zod";
import type { Problem } from "./problem";
import type { Path, YamlFile } from "./yaml-file";

const languageNames: Record<string, string> = { zh: "Chinese", en: "English" };

const written = (path: Path): string => {
  const steps = path.map((step) => (typeof step === "number" ? `[${step}]` : String(step)));
  return steps.join(".").replaceAll(".[", "[");
};

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (inner, step) =>
      typeof inner === "object" && inner !== null ? (inner as Record<PropertyKey, unknown>)[step] : undefined,
    value,
  );

/**
 * Parses `value`, which stands at `base` in `file`.
 * @returns the typed value, or undefined after its problems were added
 */
export function checked<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  file: YamlFile,
  base: Path,
  problems: Problem[],
): z.output<Schema> | undefined {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  for (const issue of result.error.issues) problems.push(...told(issue, value, file, base));
  return undefined;
}

function told(issue: z.core.$ZodIssue, value: unknown, file: YamlFile, base: Path): Problem[] {
  const path = [...base, ...issue.path];
  const key = String(issue.path.at(-1) ?? "");
  const at = (line: number, what: string, mend: string): Problem => ({
    level: "problem",
    file: file.path,
    line,
    what,
    mend,
  });
  const line = file.lineAt(path);
  const name = written(issue.path) || "this";

  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((each) =>
      at(
        file.lineAt([...path, each]),
        `"${each}" is not a key of this place`,
        // Between { and } a comma ends a text that is not quoted, and what follows it is read as a key.
        /[^\w-]/.test(each) ? "put the text before it in quotes: its comma ended it" : "correct its name or remove it",
      ),
    );
  }
  if (issue.path.length > 0 && valueAt(value, issue.path) === undefined) {
    const owner = issue.path.slice(0, -1);
    const language = languageNames[key];
    return language && "zh en".includes(key)
      ? [
          at(
            line,
            `${written(owner) || "the text"} has no ${language} text`,
            `add \`${key}: …\`: every text stands in both languages`,
          ),
        ]
      : [at(line, `"${name}" is missing`, `add \`${key}: …\``)];
  }
  if (issue.code === "invalid_value") {
    return [
      at(
        line,
        `${name} is ${JSON.stringify(valueAt(value, issue.path))}`,
        `use one of ${issue.values.map(String).join(", ")}`,
      ),
    ];
  }
  if (issue.code === "invalid_type") {
    const quoted = issue.expected === "string" ? "; put it in quotes if it is a number or a date" : "";
    return [at(line, `${name} must be ${article(issue.expected)}`, `write ${article(issue.expected)} here${quoted}`)];
  }
  if (issue.code === "too_small" && issue.origin === "string") {
    return [
      at(line, `${name} is empty`, languageNames[key] ? "write it; every text stands in both languages" : "write it"),
    ];
  }
  // Our own messages say what is wrong, then, after a semicolon, how to mend it.
  const [what = "", ...mend] = issue.message.split("; ");
  return [
    at(
      line,
      issue.code === "custom" ? what : `${name}: ${lowerFirst(what)}`,
      mend.join("; ") || "see CONTRIBUTING.md for the shape",
    ),
  ];
}

const article = (type: string): string =>
  ({ record: "a map", object: "a map", array: "a list", int: "a whole number" })[type] ?? `a ${type}`;
const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

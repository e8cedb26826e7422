/**
 * Rules that several kinds put on their own keys, used by the schemas at build only. A message says what is wrong, then,
 * after a semicolon, how to mend it; the path leads to the line.
 */
export type Path = (string | number)[];
export type Complain = (path: Path, message: string) => void;

/** The part of zod's refinement context that the rules need: no zod type reaches this file. */
type Context = { addIssue(issue: { code: "custom"; path: Path; message: string }): void };
export const complainTo =
  (context: Context): Complain =>
  (path, message) =>
    context.addIssue({ code: "custom", path, message });

export function uniqueIds(list: readonly { id: string }[], name: string, complain: Complain): void {
  list.forEach(({ id }, index) => {
    if (list.findIndex((other) => other.id === id) < index)
      complain([name, index, "id"], `a second entry of ${name} has the id "${id}"; give each its own`);
  });
}

type MarkedOption = { id: string; key?: true | undefined; misconception?: string | undefined };

/** Ids are unique; what is no key names the false idea it stands for; a key names none. */
export function optionRules(options: readonly MarkedOption[], name: string, complain: Complain): void {
  uniqueIds(options, name, complain);
  options.forEach((option, index) => {
    if (!option.key && option.misconception === undefined)
      complain(
        [name, index],
        `the option "${option.id}" is no key and names no misconception; add \`misconception\` with an id of misconceptions.yaml, or \`key: true\``,
      );
    if (option.key && option.misconception !== undefined)
      complain(
        [name, index, "misconception"],
        `the key "${option.id}" names a misconception; remove \`misconception\` or \`key\``,
      );
  });
}

/** As optionRules, and exactly one option is the key. */
export function oneKeyRules(options: readonly MarkedOption[], name: string, complain: Complain): void {
  optionRules(options, name, complain);
  const keys = options.filter((option) => option.key).length;
  if (keys !== 1) complain([name], `${name} has ${keys} keys; mark exactly one option with \`key: true\``);
}

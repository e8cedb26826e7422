/** Every route of the site in one language, read from the content folder: what is written has a page. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Locale } from "../../lib/i18n/locales";
import { builtLabs } from "../../lib/sim/labs";

export type Route = {
  name: string;
  path: string;
  /** What the page draws of the learner: nothing, their answers, or one attempt (needs one to exist). */
  shows: "content" | "answers" | "attempt";
};

const content = join(process.cwd(), "content");
const foldersOf = (path: string): string[] =>
  readdirSync(path, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

export const gapIds = (): string[] => foldersOf(join(content, "gaps"));
export const topicIds = (): string[] =>
  foldersOf(content)
    .filter((name) => name !== "gaps" && name !== "mocks")
    .flatMap((track) => foldersOf(join(content, track)));

export function routes(locale: Locale): Route[] {
  const at = (name: string, path: string, shows: Route["shows"] = "content"): Route => ({
    name,
    path: `/${locale}${path}`,
    shows,
  });
  return [
    at("home", "", "answers"),
    at("topics", "/topics"),
    ...topicIds().map((topic) =>
      at(`topic-${topic}`, `/topics/${topic}`, topic === "consensus-raft" ? "answers" : "content"),
    ),
    at("gaps", "/gaps"),
    ...gapIds().map((gap) => at(`gap-${gap}`, `/gaps/${gap}`)),
    at("practice", "/practice", "answers"),
    at("mock", "/mock", "answers"),
    at("mock-run", "/mock/run", "attempt"),
    at("mock-report", "/mock/report", "attempt"),
    at("labs", "/labs"),
    ...builtLabs.map((lab) => at(`lab-${lab}`, `/labs/${lab}`)),
    at("dashboard", "/dashboard", "answers"),
    at("search", "/search"),
    at("settings", "/settings"),
    at("about", "/about"),
    at("not-found", "/nothing-here"),
  ];
}

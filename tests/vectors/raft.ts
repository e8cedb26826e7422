/** etcd/raft's scripts, quorum cases and tables of the paper's rules, held against the core of the Raft lab. */
import { readFileSync } from "node:fs";
import { heldBy, majorityOf, type Tally, tally } from "../../lib/sim/raft/quorum";
import { type Block, blocksOf, Cluster, Unread } from "./raft-script";
import { checkTables } from "./raft-tables";
import type { Reader, Verdict } from "./reader";

export const reader: Reader = {
  topic: "raft",
  check(path) {
    try {
      const text = readFileSync(path, "utf8");
      if (path.endsWith(".json")) return checkTables(JSON.parse(text));
      const blocks = blocksOf(text);
      const commands = new Set(blocks.map(({ command }) => command));
      if (commands.has("committed") || commands.has("vote")) return checkQuorums(blocks);
      if (commands.has("simple") || commands.has("enter-joint") || commands.has("leave-joint"))
        return { cases: 0, passed: 0, note: "membership changes are not modelled" };
      return checkScript(blocks);
    } catch (error) {
      return { cases: 0, passed: 0, note: `not readable: ${error instanceof Error ? error.message : String(error)}` };
    }
  },
};

/** etcd's own log lines: its wording, not its protocol. */
const isLogLine = (line: string): boolean => /^\s*(DEBUG|INFO|WARN|ERROR) /.test(line);

const compared = (lines: readonly string[]): string[] =>
  lines.map((line) => line.trimEnd()).filter((line) => line !== "" && line !== "ok" && !isLogLine(line));

/** Every block that prints more than log lines is a case. */
function checkScript(blocks: readonly Block[]): Verdict {
  const cluster = new Cluster();
  let [cases, passed] = [0, 0];
  let messages = 0;
  const notes: string[] = [];
  for (const block of blocks) {
    let printed: string[] | null;
    try {
      printed = cluster.run(block);
    } catch (error) {
      if (!(error instanceof Unread)) throw error;
      notes.push(`read up to line ${block.line}: ${error.message} is not modelled`);
      break;
    }
    if (printed === null) continue;
    const [ours, theirs] = [compared(printed), compared(block.expected)];
    if (ours.length + theirs.length === 0) continue;
    cases++;
    messages += theirs.filter((line) => /\d+->\d+ Msg/.test(line)).length;
    const differing = theirs.findIndex((line, nth) => line !== ours[nth]);
    if (differing < 0 && ours.length === theirs.length) passed++;
    else {
      const at = differing < 0 ? theirs.length : differing;
      notes.push(`line ${block.line}: expected "${theirs[at] ?? "nothing"}", got "${ours[at] ?? "nothing"}"`);
    }
  }
  return { cases, passed, note: [`${messages} message lines compared`, ...notes].join("; ") };
}

/** "committed" and "vote" over one majority or two joint ones. */
function checkQuorums(blocks: readonly Block[]): Verdict {
  let [cases, passed] = [0, 0];
  const notes: string[] = [];
  for (const { line, command, args, expected } of blocks) {
    const value = (name: string) => args.find(({ key }) => key === name)?.values ?? [];
    const [one, other] = [value("cfg"), value("cfgj").filter((id) => id !== "zero")];
    const given = command === "vote" ? value("votes") : value("idx");
    const ids = [...new Set([...one, ...other])];
    const theirs = expected.at(-1)?.replace("<empty majority quorum>", "") ?? "";
    const half = (cfg: readonly string[]) => cfg.map((id) => given[ids.indexOf(id)] ?? "_");
    const ours = ids.length === given.length ? decided(command, half(one), half(other)) : "error";
    cases++;
    if (ours === theirs || (ours === "error" && theirs.startsWith("error"))) passed++;
    else notes.push(`line ${line}: expected ${theirs}, got ${ours}`);
  }
  return { cases, passed, note: notes.join("; ") || "the decision of each quorum compared" };
}

function decided(command: string, one: readonly string[], other: readonly string[]): string {
  if (command === "vote") {
    const results = [one, other].map((votes): Tally => {
      const heard = votes.map((vote) => (vote === "_" ? null : vote === "y"));
      return votes.length === 0 ? "won" : tally(heard, majorityOf(votes.length));
    });
    if (results.includes("lost")) return "VoteLost";
    return results.includes("open") ? "VotePending" : "VoteWon";
  }
  const index = Math.min(
    ...[one, other].map((held) =>
      heldBy(
        held.map((each) => (each === "_" ? 0 : Number(each))),
        majorityOf(held.length),
      ),
    ),
  );
  return index === Number.POSITIVE_INFINITY ? "∞" : String(index);
}

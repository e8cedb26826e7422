/** Transcripts of a real ZooKeeper: lines of zkCli with what came of them. */
import {
  children,
  createNode,
  deleteNode,
  emptyZookeeper,
  endSession,
  setNode,
  statOf,
  type ZkError,
  type Zookeeper,
  znode,
} from "../../lib/sim/lock-fencing/zookeeper";
import type { Reader } from "./reader";
import { field, isRecord, type Json, type Outcome, replayed, sameData } from "./transcripts";

const topic = "zookeeper";
/** One client is at work in a transcript unless a step says otherwise. */
const onlySession = "session";

/** zkCli's words for what went wrong, by the server's code. */
const errorWords: Readonly<Record<ZkError, RegExp>> = {
  NoNode: /no ?node|does not exist/i,
  NodeExists: /node ?exists|already exists/i,
  NotEmpty: /not ?empty/i,
  NoChildrenForEphemerals: /ephemerals/i,
  BadVersion: /bad ?version|version/i,
  BadArguments: /bad ?arg|invalid|path/i,
};

type Did = { zk: Zookeeper; reply: Json | { error: ZkError } };

/** Runs one line; undefined for a command that is not modelled. */
function execute(zk: Zookeeper, line: string, session: string): Did | undefined {
  const words = line.trim().split(/\s+/);
  const name = words[0] ?? "";
  const flags = words.filter((word, index) => index > 0 && /^-[a-zA-Z]$/.test(word));
  const versionAt = words.indexOf("-v");
  const version = versionAt > 0 ? Number(words[versionAt + 1]) : -1;
  const [path = "", ...rest] = words.filter(
    (word, index) => index > 0 && !/^-[a-zA-Z]$/.test(word) && !(versionAt > 0 && index === versionAt + 1),
  );
  const settle = (done: { zk: Zookeeper } | { error: ZkError }, reply: Json = "ok"): Did =>
    "error" in done ? { zk, reply: { error: done.error } } : { zk: done.zk, reply };
  switch (name.toLowerCase()) {
    case "create": {
      const sequential = flags.includes("-s");
      const owner = flags.includes("-e") ? { owner: session } : {};
      const done = createNode(zk, path, { sequential, ...owner, data: rest.join(" ") });
      return settle(done, "error" in done ? undefined : done.path);
    }
    case "delete":
      return settle(deleteNode(zk, path, version));
    case "deleteall":
    case "rmr": {
      let rest = zk;
      const below = Object.keys(zk.nodes).filter((each) => each === path || each.startsWith(`${path}/`));
      for (const each of below.sort((a, b) => b.length - a.length)) {
        const done = deleteNode(rest, each);
        if (!("error" in done)) rest = done.zk;
      }
      return below.length > 0 ? { zk: rest, reply: "ok" } : { zk, reply: { error: "NoNode" } };
    }
    case "set":
      return settle(setNode(zk, path, rest[0] ?? "", version));
    case "get":
    case "ls":
    case "ls2":
    case "stat":
    case "cversion":
    case "exists": {
      const node = znode(zk, path);
      if (!node) return { zk, reply: name === "exists" ? false : { error: "NoNode" } };
      if (name === "get") return { zk, reply: node.data };
      if (name.startsWith("ls")) return { zk, reply: children(zk, path) };
      return { zk, reply: name === "exists" ? true : { ...statOf(zk, path) } };
    }
    case "close":
    case "quit":
    case "expire":
    case "session":
    case "kill":
      return { zk: endSession(zk, path === "" || path === "session" ? session : path), reply: "ok" };
    default:
      return undefined;
  }
}

const isError = (reply: Json): reply is { error: ZkError } => isRecord(reply) && typeof reply.error === "string";

/** Only what the transcript tells of a node is compared: zxids and times are those of its server's life. */
const timeless = ["cversion", "version", "dataVersion", "aclVersion", "numChildren", "dataLength"];

function statAgrees(ours: Readonly<Record<string, Json>>, theirs: Json): boolean {
  if (typeof theirs === "number") return ours.cversion === theirs;
  if (typeof theirs === "string") {
    const told = [...theirs.matchAll(/(\w+)\s*[=:]\s*(-?\d+)/g)].map(([, name = "", value]) => [name, Number(value)]);
    return told.length > 0 ? statAgrees(ours, Object.fromEntries(told)) : Number(theirs) === ours.cversion;
  }
  if (!isRecord(theirs)) return false;
  const mine: Readonly<Record<string, Json>> = { ...ours, dataVersion: ours.version, aclVersion: 0 };
  return Object.entries(theirs).every(([name, value]) => !timeless.includes(name) || mine[name] === Number(value));
}

function agrees(line: string, ours: Json, theirs: Json): boolean {
  if (isError(ours)) {
    const told = isRecord(theirs) ? field(theirs, "error", "err") : theirs;
    return typeof told === "string" && errorWords[ours.error].test(told);
  }
  if (/^(stat|cversion)\b/i.test(line.trim()) && isRecord(ours)) return statAgrees(ours, theirs);
  if (Array.isArray(ours)) {
    const names =
      typeof theirs === "string"
        ? theirs
            .replace(/^\[|\]$/g, "")
            .split(/,\s*/)
            .filter(Boolean)
        : theirs;
    return Array.isArray(names) && sameData(ours, [...names].sort());
  }
  if (/^create\b/i.test(line.trim()) && typeof ours === "string")
    return theirs === ours || theirs === `Created ${ours}` || (theirs === "ok" && !/\s-s\b/.test(line));
  if (ours === "ok")
    return theirs === "ok" || theirs === "" || theirs === null || theirs === true || theirs === undefined;
  return sameData(ours, theirs) || (ours === "" && (theirs === null || theirs === "null"));
}

function run(steps: readonly Json[], _: Readonly<Record<string, Json>>, from: number): Outcome {
  const outcome: Outcome = { read: 0, wrong: [], skipped: [] };
  let zk = emptyZookeeper;
  steps.forEach((step, index) => {
    const line = Array.isArray(step) ? step[0] : isRecord(step) ? field(step, "cmd", "command", "op") : undefined;
    const theirs: Json = Array.isArray(step)
      ? step[1]
      : isRecord(step)
        ? field(step, "reply", "result", "out")
        : undefined;
    const by = Array.isArray(step) ? step[2] : isRecord(step) ? field(step, "session", "client") : undefined;
    const did = typeof line === "string" ? execute(zk, line, typeof by === "string" ? by : onlySession) : undefined;
    if (typeof line !== "string" || !did) {
      outcome.skipped.push(`step ${index + 1}: ${JSON.stringify(line)} is not modelled`);
      return;
    }
    zk = did.zk;
    if (index < from) return;
    outcome.read++;
    if (!agrees(line, did.reply, theirs))
      outcome.wrong.push(
        `step ${index + 1}: ${line}: ${JSON.stringify(did.reply)}, expected ${JSON.stringify(theirs)}`,
      );
  });
  return outcome;
}

export const reader: Reader = {
  topic,
  check: (path) => replayed(path, topic, ["steps", "rows", "transcript"], run),
};

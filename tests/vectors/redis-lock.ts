/** Transcripts of a real redis-server: commands with their moments and replies, replayed on the mini-server. */
import {
  emptyRedis,
  extendScript,
  isRedisError,
  type RedisDb,
  type RedisReply,
  redis,
  unlockScript,
} from "../../lib/sim/lock-fencing/redis";
import type { Reader } from "./reader";
import { field, isRecord, type Json, type Outcome, replayed, sameData } from "./transcripts";

const topic = "redis-lock";

/** The times are the client's; a key may end a few ms off on either side of them. */
const slackMs = [0, 1, -1, 2, -2, 3, -3, 5, -5];

/** `<unlock.lua>` stands for the script that the file gives as `unlockLua`. */
function scriptFor(word: string, whole: Readonly<Record<string, Json>>): string {
  const name = /^<(\w+)\.lua>$/.exec(word)?.[1];
  if (name === undefined) return word;
  const given = field(whole, `${name}Lua`, name);
  if (typeof given === "string") return given;
  return /unlock|release|del/i.test(name) ? unlockScript : extendScript;
}

function commandOf(row: Json, whole: Readonly<Record<string, Json>>): string[] | undefined {
  const given = isRecord(row) ? field(row, "cmd", "command", "args") : Array.isArray(row) ? row[0] : undefined;
  const words = typeof given === "string" ? given.trim().split(/\s+/) : Array.isArray(given) ? given.map(String) : [];
  if (words.length === 0) return undefined;
  const isScript = /^eval$/i.test(words[0] ?? "");
  return words.map((word, index) => (isScript && index === 1 ? scriptFor(word, whole) : word));
}

const textOf = (reply: Json): string | undefined => {
  if (typeof reply === "string") return reply;
  const error = isRecord(reply) ? field(reply, "error", "err") : undefined;
  return typeof error === "string" ? error : undefined;
};

function agrees(command: readonly string[], ours: RedisReply, theirs: Json): boolean {
  if (sameData(ours, theirs)) return true;
  const name = (command[0] ?? "").toLowerCase();
  if (typeof ours === "number" && typeof theirs === "number" && ours > 0 && theirs > 0) {
    if (name === "pttl") return Math.abs(ours - theirs) <= 15;
    if (name === "ttl") return Math.abs(ours - theirs) <= 1;
  }
  if (ours === null) return theirs === "(nil)" || theirs === undefined;
  if (!isRedisError(ours)) return false;
  // Clients tell errors with or without their class, in an object or bare.
  const told = textOf(theirs)?.replace(/^\(error\) |^-/, "");
  return told !== undefined && (told === ours.error || `ERR ${told}` === ours.error || told.startsWith(ours.error));
}

function run(rows: readonly Json[], whole: Readonly<Record<string, Json>>, from: number): Outcome {
  const outcome: Outcome = { read: 0, wrong: [], skipped: [] };
  let db: RedisDb = emptyRedis;
  let now = 0;
  rows.forEach((row, index) => {
    const command = commandOf(row, whole);
    const at = isRecord(row) ? field(row, "atMs", "at", "ms", "t") : undefined;
    const slept = isRecord(row) ? field(row, "sleepMs", "sleep", "wait", "advanceMs") : undefined;
    now = typeof at === "number" ? at : now + (typeof slept === "number" ? slept : 0);
    if (!command) {
      if (typeof slept !== "number") outcome.skipped.push(`row ${index + 1} has no command`);
      return;
    }
    const theirs = isRecord(row) ? field(row, "reply", "result", "r") : (row as readonly Json[])[1];
    const tries = slackMs.map((slack) => redis(db, now + slack, command));
    const found = tries.find(({ reply }) => agrees(command, reply, theirs)) ?? tries[0];
    if (!found) return;
    db = found.db;
    if (index < from) return;
    outcome.read++;
    if (!agrees(command, found.reply, theirs))
      outcome.wrong.push(
        `row ${index + 1}: ${command.join(" ")}: ${JSON.stringify(found.reply)}, expected ${JSON.stringify(theirs)}`,
      );
  });
  return outcome;
}

export const reader: Reader = {
  topic,
  check: (path) => replayed(path, topic, ["rows", "steps", "transcript"], run),
};

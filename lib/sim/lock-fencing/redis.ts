/**
 * The part of Redis that locks live on, as a pure function of (database, clock, command). Replies are shaped as RESP
 * gives them: "OK", a string, a number, null, a list, or an error. Held to transcripts of redis-server 7.0.15
 * (tests/vectors/redis-lock.ts). The clock is the server's time of day: that is what real Redis measures a TTL by.
 */

export type RedisEntry = { readonly value: string; readonly expiresAt: number | null };
export type RedisDb = Readonly<Record<string, RedisEntry>>;
export type RedisError = { readonly error: string };
export type RedisReply = string | number | null | RedisError | readonly RedisReply[];
export type RedisResult = { readonly db: RedisDb; readonly reply: RedisReply };

export const emptyRedis: RedisDb = {};
/** True for a reply that refuses the command. */
export const isRedisError = (reply: RedisReply): reply is RedisError =>
  typeof reply === "object" && reply !== null && "error" in reply;

/** `if` the lock is still mine `then` delete it: the only safe way to unlock. KEYS: lock; ARGV: my value. */
export const unlockScript =
  "if redis.call('get',KEYS[1])==ARGV[1] then return redis.call('del',KEYS[1]) else return 0 end";
/** Extends only my own lock. KEYS: lock; ARGV: my value, ms. */
export const extendScript =
  "if redis.call('get',KEYS[1])==ARGV[1] then return redis.call('pexpire',KEYS[1],ARGV[2]) else return 0 end";
/** Takes the lock and draws the next token in one atomic step. KEYS: lock, counter; ARGV: my value, ms. */
export const acquireScript =
  "if redis.call('set',KEYS[1],ARGV[1],'nx','px',ARGV[2]) then return redis.call('incr',KEYS[2]) else return nil end";
/** The same without a time limit, as SETNX gives it: EXPIRE has to follow, and may never come. ARGV: my value. */
export const setnxScript =
  "if redis.call('setnx',KEYS[1],ARGV[1])==1 then return redis.call('incr',KEYS[2]) else return nil end";
/** Raises the counter to an agreed token while the lock is mine and no higher one was seen. ARGV: my value, token. */
export const agreeScript =
  "if redis.call('get',KEYS[1])==ARGV[1] and tonumber(redis.call('get',KEYS[2]) or '0')<=tonumber(ARGV[2]) " +
  "then redis.call('set',KEYS[2],ARGV[2]) return 1 else return 0 end";

/** The value of a key that has not expired at `now`; undefined otherwise. Source: keyIsExpired in db.c, `now > when`. */
export function liveEntry(db: RedisDb, key: string, now: number): RedisEntry | undefined {
  const entry = Object.hasOwn(db, key) ? db[key] : undefined;
  return entry && (entry.expiresAt === null || now <= entry.expiresAt) ? entry : undefined;
}

/** The database without what has expired at `now`; the same object when nothing has. */
export function swept(db: RedisDb, now: number): RedisDb {
  const kept = Object.entries(db).filter(([key]) => liveEntry(db, key, now));
  return kept.length === Object.keys(db).length ? db : Object.fromEntries(kept);
}

/**
 * Runs one command.
 * @param now the server's clock, ms
 * @param command name and arguments as a client sends them; the name in any case
 * @returns the database after it (the same object when nothing changed) and the reply; what the server would refuse is
 * an error reply, never an exception
 */
export function redis(db: RedisDb, now: number, command: readonly string[]): RedisResult {
  const [name = "", ...args] = command;
  const run = commands[name.toLowerCase()];
  if (!run) return { db, reply: err(`ERR unknown command '${name}', with args beginning with: ${quoted(args)}`) };
  if (args.length < run.arity[0] || args.length > run.arity[1])
    return { db, reply: err(`ERR wrong number of arguments for '${name.toLowerCase()}' command`) };
  return run.run({ db, now, name: name.toLowerCase() }, args);
}

type Call = { db: RedisDb; now: number; name: string };
type Command = { arity: readonly [number, number]; run(call: Call, args: readonly string[]): RedisResult };

const err = (error: string): RedisError => ({ error });
const notInteger = err("ERR value is not an integer or out of range");
const syntax = err("ERR syntax error");
const quoted = (args: readonly string[]) => args.map((arg) => `'${arg}' `).join("");
const argument = (args: readonly string[], index: number): string => args[index] ?? "";
const wholeNumber = (text: string): number | undefined => {
  const value = Number(text);
  return /^-?(0|[1-9]\d*)$/.test(text) && Number.isSafeInteger(value) ? value : undefined;
};

const put = (db: RedisDb, key: string, value: string, expiresAt: number | null): RedisDb => ({
  ...db,
  [key]: { value, expiresAt },
});
function without(db: RedisDb, keys: readonly string[]): RedisDb {
  if (!keys.some((key) => Object.hasOwn(db, key))) return db;
  return Object.fromEntries(Object.entries(db).filter(([key]) => !keys.includes(key)));
}

/** SET key value [NX|XX] [GET] [EX s|PX ms|EXAT s|PXAT ms|KEEPTTL]. Source: parseExtendedStringArgumentsOrReply, 7.0. */
function set({ db, now }: Call, args: readonly string[]): RedisResult {
  const key = argument(args, 0);
  const options = setOptions(args.slice(2), now);
  if ("error" in options) return { db, reply: options };
  const old = liveEntry(db, key, now);
  const isDone = options.only === "nx" ? !old : options.only === "xx" ? old !== undefined : true;
  const reply = options.get ? (old?.value ?? null) : isDone ? "OK" : null;
  if (!isDone) return { db, reply };
  const expiresAt = options.keepTtl ? (old?.expiresAt ?? null) : options.expiresAt;
  return { db: put(db, key, argument(args, 1), expiresAt), reply };
}

type SetOptions = { only?: "nx" | "xx"; get: boolean; keepTtl: boolean; expiresAt: number | null };

/** Words first, numbers after: a word that does not belong is told before a number that is none. */
function setOptions(words: readonly string[], now: number): SetOptions | RedisError {
  const options: SetOptions = { get: false, keepTtl: false, expiresAt: null };
  let unit: string | undefined;
  let amount = "";
  for (let i = 0; i < words.length; i++) {
    const word = argument(words, i).toLowerCase();
    if (word === "nx" || word === "xx") {
      if (options.only && options.only !== word) return syntax;
      options.only = word;
    } else if (word === "get") options.get = true;
    else if (word === "keepttl" && unit === undefined) options.keepTtl = true;
    else if (["ex", "px", "exat", "pxat"].includes(word) && i + 1 < words.length && !options.keepTtl) {
      if (unit !== undefined && unit !== word) return syntax;
      unit = word;
      amount = argument(words, ++i);
    } else return syntax;
  }
  if (unit === undefined) return options;
  const number = wholeNumber(amount);
  if (number === undefined) return notInteger;
  if (number <= 0) return err("ERR invalid expire time in 'set' command");
  const expiresAt = (unit.startsWith("e") ? number * 1000 : number) + (unit.endsWith("at") ? 0 : now);
  return { ...options, expiresAt };
}

/** EXPIRE, PEXPIRE, EXPIREAT, PEXPIREAT key amount [NX|XX|GT|LT]. Source: expireGenericCommand, 7.0. */
function expire({ db, now, name }: Call, args: readonly string[]): RedisResult {
  const key = argument(args, 0);
  const flags = args.slice(2).map((word) => word.toLowerCase());
  const odd = flags.find((flag) => !["nx", "xx", "gt", "lt"].includes(flag));
  if (odd !== undefined) return { db, reply: err(`ERR Unsupported option ${odd}`) };
  if (flags.includes("nx") && flags.some((flag) => flag !== "nx"))
    return { db, reply: err("ERR NX and XX, GT or LT options at the same time are not compatible") };
  if (flags.includes("gt") && flags.includes("lt"))
    return { db, reply: err("ERR GT and LT options at the same time are not compatible") };
  const amount = wholeNumber(argument(args, 1));
  if (amount === undefined) return { db, reply: notInteger };
  const entry = liveEntry(db, key, now);
  if (!entry) return { db, reply: 0 };
  const at = (name.startsWith("p") ? amount : amount * 1000) + (name.endsWith("at") ? 0 : now);
  const current = entry.expiresAt ?? Number.POSITIVE_INFINITY;
  if (
    (flags.includes("nx") && entry.expiresAt !== null) ||
    (flags.includes("xx") && entry.expiresAt === null) ||
    (flags.includes("gt") && at <= current) ||
    (flags.includes("lt") && at >= current)
  )
    return { db, reply: 0 };
  return { db: at <= now ? without(db, [key]) : put(db, key, entry.value, at), reply: 1 };
}

/** TTL rounds to the nearest second; -1: no limit, -2: no key. Source: ttlGenericCommand. */
function ttl({ db, now, name }: Call, args: readonly string[]): RedisResult {
  const entry = liveEntry(db, argument(args, 0), now);
  if (!entry) return { db, reply: -2 };
  if (entry.expiresAt === null) return { db, reply: -1 };
  const ms = name.endsWith("time") ? entry.expiresAt : Math.max(0, entry.expiresAt - now);
  return { db, reply: name.startsWith("p") ? ms : Math.floor((ms + 500) / 1000) };
}

function add({ db, now }: Call, key: string, by: number | undefined): RedisResult {
  const entry = liveEntry(db, key, now);
  const before = wholeNumber(entry?.value ?? "0");
  if (by === undefined || before === undefined) return { db, reply: notInteger };
  const sum = before + by;
  if (!Number.isSafeInteger(sum)) return { db, reply: err("ERR increment or decrement would overflow") };
  return { db: put(db, key, String(sum), entry?.expiresAt ?? null), reply: sum };
}

const badGetEx = err("ERR invalid expire time in 'getex' command");

function getEx({ db, now }: Call, args: readonly string[]): RedisResult {
  const key = argument(args, 0);
  const entry = liveEntry(db, key, now);
  const words = args.slice(1);
  if (words.length === 1 && words[0]?.toLowerCase() === "persist")
    return entry ? { db: put(db, key, entry.value, null), reply: entry.value } : { db, reply: null };
  const options = setOptions(words, now);
  if ("error" in options && options.error === syntax.error) return { db, reply: options };
  if (!entry) return { db, reply: null };
  if ("error" in options) return { db, reply: options.error.startsWith("ERR invalid") ? badGetEx : options };
  if (options.expiresAt === null) return { db, reply: entry?.value ?? null };
  return { db: put(db, key, entry.value, options.expiresAt), reply: entry.value };
}

const many = Number.POSITIVE_INFINITY;
const ask = (arity: Command["arity"], run: (call: Call, args: readonly string[]) => RedisReply): Command => ({
  arity,
  run: (call, args) => ({ db: call.db, reply: run(call, args) }),
});
const value = ({ db, now }: Call, key: string): string | null => liveEntry(db, key, now)?.value ?? null;

const setWith = (unit: 1 | 1000): Command => ({
  arity: [3, 3],
  run({ db, now, name }, args) {
    const amount = wholeNumber(argument(args, 1));
    if (amount === undefined) return { db, reply: notInteger };
    if (amount <= 0) return { db, reply: err(`ERR invalid expire time in '${name}' command`) };
    return { db: put(db, argument(args, 0), argument(args, 2), now + amount * unit), reply: "OK" };
  },
});
const del: Command = {
  arity: [1, many],
  run: ({ db, now }, args) => ({
    db: without(db, args),
    reply: new Set(args.filter((key) => liveEntry(db, key, now))).size,
  }),
};
const expiry: Command = { arity: [2, 5], run: expire };
const left: Command = { arity: [1, 1], run: ttl };
const pairs = (args: readonly string[]) =>
  args.flatMap((key, i) => (i % 2 === 0 ? [[key, { value: argument(args, i + 1), expiresAt: null }] as const] : []));
const flush: Command = { arity: [0, 1], run: () => ({ db: emptyRedis, reply: "OK" }) };

const commands: Readonly<Record<string, Command | undefined>> = Object.assign(Object.create(null), {
  ping: ask([0, 1], (_, args) => args[0] ?? "PONG"),
  set: { arity: [2, many], run: set },
  get: ask([1, 1], (call, args) => value(call, argument(args, 0))),
  mget: ask([1, many], (call, args) => args.map((key) => value(call, key))),
  mset: {
    arity: [2, many],
    run: ({ db }, args) =>
      args.length % 2
        ? { db, reply: err("ERR wrong number of arguments for 'mset' command") }
        : { db: { ...db, ...Object.fromEntries(pairs(args)) }, reply: "OK" },
  },
  msetnx: {
    arity: [2, many],
    run(call, args) {
      if (args.length % 2) return { db: call.db, reply: err("ERR wrong number of arguments for 'msetnx' command") };
      const isTaken = pairs(args).some(([key]) => value(call, key) !== null);
      return isTaken ? { db: call.db, reply: 0 } : { db: { ...call.db, ...Object.fromEntries(pairs(args)) }, reply: 1 };
    },
  },
  setnx: {
    arity: [2, 2],
    run: (call, args) =>
      value(call, argument(args, 0)) !== null
        ? { db: call.db, reply: 0 }
        : { db: put(call.db, argument(args, 0), argument(args, 1), null), reply: 1 },
  },
  setex: setWith(1000),
  psetex: setWith(1),
  getset: {
    arity: [2, 2],
    run: (call, args) => ({
      db: put(call.db, argument(args, 0), argument(args, 1), null),
      reply: value(call, argument(args, 0)),
    }),
  },
  getdel: {
    arity: [1, 1],
    run: (call, args) => ({ db: without(call.db, args), reply: value(call, argument(args, 0)) }),
  },
  getex: { arity: [1, 3], run: getEx },
  append: {
    arity: [2, 2],
    run(call, args) {
      const entry = liveEntry(call.db, argument(args, 0), call.now);
      const text = (entry?.value ?? "") + argument(args, 1);
      return { db: put(call.db, argument(args, 0), text, entry?.expiresAt ?? null), reply: text.length };
    },
  },
  strlen: ask([1, 1], (call, args) => value(call, argument(args, 0))?.length ?? 0),
  del,
  unlink: del,
  exists: ask([1, many], (call, args) => args.filter((key) => value(call, key) !== null).length),
  touch: ask([1, many], (call, args) => args.filter((key) => value(call, key) !== null).length),
  type: ask([1, 1], (call, args) => (value(call, argument(args, 0)) === null ? "none" : "string")),
  dbsize: ask([0, 0], ({ db, now }) => Object.keys(swept(db, now)).length),
  flushall: flush,
  flushdb: flush,
  expire: expiry,
  pexpire: expiry,
  expireat: expiry,
  pexpireat: expiry,
  persist: {
    arity: [1, 1],
    run(call, args) {
      const entry = liveEntry(call.db, argument(args, 0), call.now);
      return entry?.expiresAt == null
        ? { db: call.db, reply: 0 }
        : { db: put(call.db, argument(args, 0), entry.value, null), reply: 1 };
    },
  },
  ttl: left,
  pttl: left,
  expiretime: left,
  pexpiretime: left,
  incr: { arity: [1, 1], run: (call, args) => add(call, argument(args, 0), 1) },
  decr: { arity: [1, 1], run: (call, args) => add(call, argument(args, 0), -1) },
  incrby: { arity: [2, 2], run: (call, args) => add(call, argument(args, 0), wholeNumber(argument(args, 1))) },
  decrby: {
    arity: [2, 2],
    run(call, args) {
      const by = wholeNumber(argument(args, 1));
      return add(call, argument(args, 0), by === undefined ? undefined : -by);
    },
  },
  eval: { arity: [2, many], run: evaluate },
} satisfies Record<string, Command>);

/** Scripts are recognised by their shape: one condition, one call in its branch. Anything else is refused. */
function evaluate({ db, now }: Call, args: readonly string[]): RedisResult {
  const count = wholeNumber(argument(args, 1));
  if (count === undefined) return { db, reply: notInteger };
  if (count < 0) return { db, reply: err("ERR Number of keys can't be negative") };
  if (count > args.length - 2) return { db, reply: err("ERR Number of keys can't be greater than number of args") };
  const script = argument(args, 0)
    .replace(/\s+/g, " ")
    .replace(/ ?([(),]|==|<=) ?/g, "$1")
    .replaceAll('"', "'")
    .trim();
  const keys = args.slice(2, 2 + count);
  const argv = args.slice(2 + count);
  const word = (text: string): string => {
    const named = /^(KEYS|ARGV)\[(\d+)\]$/.exec(text);
    if (named) return argument(named[1] === "KEYS" ? keys : argv, Number(named[2]) - 1);
    return text.replace(/^'(.*)'$/, "$1");
  };
  const call = (from: RedisDb, list: string): RedisResult => redis(from, now, list.split(",").map(word));
  const result = (text: string): RedisReply =>
    text === "nil" || text === "false" ? null : (wholeNumber(text) ?? word(text));

  const plain = /^return redis\.call\(([^()]*)\)$/.exec(script);
  if (plain) return call(db, plain[1] ?? "");
  const agree =
    /^if redis\.call\(([^()]*)\)==(ARGV\[\d+\]) and tonumber\(redis\.call\(([^()]*)\)or '0'\)<=tonumber\((ARGV\[\d+\])\)then redis\.call\(([^()]*)\)return (\w+) else return (\w+) end$/.exec(
      script,
    );
  if (agree) {
    const [, mine = "", owner = "", counter = "", limit = "", then = "", yes = "", no = ""] = agree;
    const isMine = call(db, mine).reply === word(owner) && Number(call(db, counter).reply ?? 0) <= Number(word(limit));
    return isMine ? { db: call(db, then).db, reply: result(yes) } : { db, reply: result(no) };
  }
  const branch =
    /^if redis\.call\(([^()]*)\)(?:==(ARGV\[\d+\]|'[^']*'|\d+))? ?then return redis\.call\(([^()]*)\)(?: ?else return ([^ ]+))? ?end(?: return ([^ ]+))?$/.exec(
      script,
    );
  if (!branch) return { db, reply: err("ERR this script's shape is not one the model knows") };
  const [, condition = "", equals, then = "", otherwise, after] = branch;
  const tried = call(db, condition);
  if (isRedisError(tried.reply)) return tried;
  const holds = equals === undefined ? tried.reply !== null : tried.reply === result(equals);
  return holds ? call(tried.db, then) : { db: tried.db, reply: result(otherwise ?? after ?? "nil") };
}

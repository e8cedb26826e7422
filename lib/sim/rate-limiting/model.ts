/**
 * Rate limiting on three stages. algorithms: one client's requests go, copied, to six limiters. nginx: to three settings
 * of limit_req in front of one service. gateways: to two gateways in turn, which count together in Redis or each alone.
 *
 * A limiter reads its own clock through a ratchet (`clock`): what the time of day does, its time never runs back.
 */
import type { Io, Model, Ms, NodeEvent, NodeId, NodeSpec } from "../model";
import type { GatewayState, RedisState } from "./gateways";
import { gateway, newGateway, newRedis, redis } from "./gateways";
import { firstGhost, type Ghost, nextGhost } from "./ghost";
import { invariants } from "./invariants";
import { core, type Kind, type LimiterState, limiter, newLimiter } from "./limiter-node";
import { type P, params } from "./params";

export type ClientState = {
  readonly role: "client";
  /** Ticks of 100 ms so far. */
  readonly ticks: number;
  /** The number of the next request. */
  readonly next: number;
};
export type ServiceState = { readonly role: "service"; readonly served: number };
export type S = ClientState | LimiterState | GatewayState | RedisState | ServiceState;

export type M =
  /** `count` requests at the same moment, numbered from `id`. */
  | { type: "request"; id: number; count: number }
  | { type: "forward"; id: number }
  /** To Redis: a script that counts and sets the TTL in one go; or its steps apart. */
  | { type: "take"; id: number }
  | { type: "incr"; id: number }
  | { type: "expire" }
  | { type: "get"; id: number }
  | { type: "set"; value: number }
  | { type: "taken"; id: number; ok: boolean }
  | { type: "counted"; id: number; value: number }
  | { type: "value"; id: number; value: number };

/** A learner's request or burst; on the gateways' stage through one of them. */
export type C = { do: "request"; count: number; via?: NodeId };

export const client: NodeId = 0;
export const tickMs: Ms = 100;
export const requestsAtOnce = 5;

const algorithms: readonly (NodeSpec & { role: Kind })[] = [
  { name: "Fixed", role: "fixed-window" },
  { name: "Log", role: "sliding-log" },
  { name: "Counter", role: "sliding-counter" },
  { name: "Queue", role: "leaky-queue" },
  { name: "Token", role: "token-bucket" },
  { name: "GCRA", role: "gcra" },
];
const nginxes: readonly (NodeSpec & { role: Kind })[] = [
  { name: "burst", role: "nginx-queue" },
  { name: "nodelay", role: "nginx-nodelay" },
  { name: "delay=2", role: "nginx-delay" },
];

/** Who stands on the stage. The client is node 0, limiters or gateways follow. */
export function topology({ stage }: Pick<P, "stage">): readonly NodeSpec[] {
  const first = { name: "C", role: "client" };
  if (stage === "algorithms") return [first, ...algorithms];
  if (stage === "nginx") return [first, ...nginxes, { name: "API", role: "service" }];
  return [
    first,
    { name: "G1", role: "gateway" },
    { name: "G2", role: "gateway" },
    { name: "Redis", role: "redis" },
    { name: "API", role: "service" },
  ];
}

/** The node of the upstream service; undefined where the stage has none. */
export const serviceOf = ({ stage }: Pick<P, "stage">): NodeId | undefined => (stage === "algorithms" ? undefined : 4);

function init(p: P, me: NodeId): S {
  const role = topology(p)[me]?.role;
  if (role === "client") return { role: "client", ticks: 0, next: 0 };
  if (role === "service") return { role: "service", served: 0 };
  if (role === "gateway") return newGateway;
  if (role === "redis") return newRedis;
  return newLimiter(core(role as Kind));
}

/** How many requests the pattern sends at this tick of 100 ms. Ten ticks are one second. */
export function arrivalsAt(tick: number, p: Pick<P, "pattern" | "load" | "limit">, bits: number): number {
  const { pattern, load, limit } = p;
  if (pattern === "steady") return Math.floor(((tick + 1) * load) / 10) - Math.floor((tick * load) / 10);
  // Twice the mean at most, zero at least: the mean is the load.
  if (pattern === "random") return Math.floor(((bits % 2000) * load) / 10_000 + 0.5);
  if (pattern === "bursts") return tick % 20 === 5 ? 2 * load : 0;
  // All of one second's limit just before the edge, all of the next one's just behind it, then a second of rest.
  if (pattern === "edge") return tick % 20 === 9 || tick % 20 === 10 ? limit : 0;
  return 0;
}

function onClient(s: ClientState, event: NodeEvent<M, C>, io: Io<M, P>): S {
  if (event.t === "boot") {
    io.timer("tick", tickMs);
    return s;
  }
  if (event.t === "op") return send(s, event.op.count, io, event.op.via);
  if (event.t !== "timer") return s;
  io.timer("tick", tickMs);
  const ticks = s.ticks + 1;
  return send({ ...s, ticks }, arrivalsAt(ticks, io.p, io.rand("arrivals", ticks)), io);
}

function send(s: ClientState, count: number, io: Io<M, P>, via?: NodeId): ClientState {
  if (count === 0) return s;
  if (io.p.stage === "gateways")
    for (let id = s.next; id < s.next + count; id++) io.send(via ?? 1 + (id % 2), { type: "request", id, count: 1 });
  else {
    const limiters = io.p.stage === "nginx" ? nginxes.length : algorithms.length;
    for (let to = 1; to <= limiters; to++) io.send(to, { type: "request", id: s.next, count });
  }
  return { ...s, next: s.next + count };
}

export const model: Model<S, M, C, P, Ghost> = {
  id: "rate-limiting@1",
  params,
  topology,
  init,
  on(s, event, io) {
    switch (s.role) {
      case "client":
        return onClient(s, event, io);
      case "limiter":
        return limiter(s, event, io);
      case "gateway":
        return gateway(s, event, io);
      case "redis":
        return redis(s, event, io);
      case "service":
        return event.t === "msg" ? { ...s, served: s.served + 1 } : s;
      default:
        return s satisfies never;
    }
  },
  // Counters live in memory, and Redis here writes nothing to disk: a crash forgets them. The client goes on counting.
  durable: (s, p, me) => (s.role === "client" || s.role === "service" ? s : init(p, me)),
  ops: (s, _, w) => (s.role !== "client" ? none : w.p.stage === "gateways" ? throughGateways : plain),
  ghost: { init: firstGhost, next: nextGhost },
  invariants,
};

const none: readonly C[] = [];
const plain: readonly C[] = [
  { do: "request", count: 1 },
  { do: "request", count: requestsAtOnce },
];
const throughGateways: readonly C[] = [
  { do: "request", count: 1, via: 1 },
  { do: "request", count: 1, via: 2 },
  { do: "request", count: requestsAtOnce },
];

/**
 * The controller: who leads, who is in sync, who is alive. For the picture's sake it is the group coordinator and the
 * clients' source of metadata too; in Kafka these are brokers. All it knows is in the metadata log and outlives a crash.
 */
import type { NodeId } from "../model";
import type { P } from "./params";
import { type Controller, cast, type Io, type Message, type NodeEvent, nobody, type Partition, times } from "./state";

/** As `aBroker` sees it: the first broker leads with everybody in sync. Nobody has joined the group yet. */
export function aController(p: P): Controller {
  const { brokers } = cast(p);
  return {
    kind: "controller",
    ...{ leader: 0, epoch: 1, version: 0, isr: brokers },
    ...{ live: brokers, lives: brokers.map(() => 0) },
    ...{ members: [], owner: nobody, generation: 0, committed: 0 },
  };
}

/** One event of the controller. */
export function onController(s: Controller, event: NodeEvent, io: Io): Controller {
  switch (event.t) {
    case "boot":
      for (const id of s.live) io.timer(fenceTimer(id), times.brokerSession);
      for (const id of s.members) io.timer(memberTimer(id, io), times.groupSession);
      return s;
    case "timer": {
      const broker = cast(io.p).brokers.find((id) => fenceTimer(id) === event.name);
      if (broker !== undefined) return fence(s, broker, io);
      return rebalance(
        s,
        s.members.filter((id) => memberTimer(id, io) !== event.name),
        io,
      );
    }
    case "op":
      return event.op.type === "move" ? move(s, io) : s;
    case "msg":
      return onMessage(s, event.from, event.m as Message, io);
  }
}

// The names are read in menus: they say for whom they are.
const fenceTimer = (broker: NodeId): string => `fence:B${broker + 1}`;
const memberTimer = (consumer: NodeId, { p }: Io): string => `member:C${consumer - cast(p).producer}`;

function onMessage(s: Controller, from: NodeId, m: Message, io: Io): Controller {
  switch (m.type) {
    case "Heartbeat":
      return onHeartbeat(s, from, m, io);
    case "AlterPartition":
      return onAlterPartition(s, from, m, io);
    case "Metadata":
      io.send(from, { type: "Leader", leader: s.leader });
      return s;
    case "Join":
      io.timer(memberTimer(from, io), times.groupSession);
      return rebalance(s, s.members.includes(from) ? s.members : [...s.members, from], io);
    case "Leave":
      io.cancel(memberTimer(from, io));
      return s.members.includes(from) ? rebalance(s, without(s.members, from), io) : s;
    case "Beat":
      if (!s.members.includes(from)) {
        io.send(from, { type: "Unknown" });
        return s;
      }
      io.timer(memberTimer(from, io), times.groupSession);
      if (m.generation !== s.generation) io.send(from, assignment(s, from));
      return s;
    case "Commit":
      // A commit of an earlier generation is of a consumer that owns nothing any more.
      if (from !== s.owner || m.generation !== s.generation) {
        io.send(from, s.members.includes(from) ? assignment(s, from) : { type: "Unknown" });
        return s;
      }
      return m.offset === s.committed ? s : { ...s, committed: m.offset };
    default:
      return s;
  }
}

const without = (ids: readonly NodeId[], id: NodeId): readonly NodeId[] => ids.filter((each) => each !== id);

// --- Leader and ISR --------------------------------------------------------------------------------------------------

function onHeartbeat(s: Controller, from: NodeId, m: Message & { type: "Heartbeat" }, io: Io): Controller {
  io.timer(fenceTimer(from), times.brokerSession);
  let state = s;
  if (m.life > (s.lives[from] ?? 0)) {
    // Started anew: it left the ISR with its crash, however soon it is back, unless it is the last one.
    state = { ...fence(s, from, io), lives: s.lives.with(from, m.life) };
    io.timer(fenceTimer(from), times.brokerSession);
  }
  if (!state.live.includes(from)) {
    const live = [...state.live, from].sort((a, b) => a - b);
    return settle({ ...state, live }, {}, io, from);
  }
  if (m.version !== state.version) io.send(from, partition(state));
  return state;
}

/** A broker whose session is over: it leads no more and is not in sync. The last member of an ISR stays its member. */
function fence(s: Controller, broker: NodeId, io: Io): Controller {
  io.cancel(fenceTimer(broker));
  const isr = s.isr.length > 1 && s.isr.includes(broker) ? without(s.isr, broker) : s.isr;
  return settle({ ...s, live: without(s.live, broker) }, { isr, leader: s.leader === broker ? nobody : s.leader }, io);
}

/** Puts a change into force; where there is no leader, a live member of the ISR becomes it, or in need any live one. */
function settle(
  s: Controller,
  change: { isr?: readonly NodeId[]; leader?: NodeId },
  io: Io,
  also?: NodeId,
): Controller {
  let { isr = s.isr, leader = s.leader } = change;
  if (leader === nobody) {
    const clean = isr.find((id) => s.live.includes(id));
    const unclean = io.p.unclean ? s.live[0] : undefined;
    leader = clean ?? unclean ?? nobody;
    if (clean === undefined && unclean !== undefined) isr = [unclean];
  }
  if (leader === s.leader && isr === s.isr) {
    if (also !== undefined) io.send(also, partition(s));
    return s;
  }
  const next = { ...s, isr, leader, epoch: leader === s.leader ? s.epoch : s.epoch + 1, version: s.version + 1 };
  for (const id of cast(io.p).brokers) if (next.live.includes(id)) io.send(id, partition(next));
  return next;
}

const partition = ({ leader, epoch, version, isr }: Partition): Message => ({
  ...{ type: "Partition" as const, leader, epoch, version, isr },
});

/** The leader's wish: granted to the leader of this epoch who knows the present version, for live replicas. */
function onAlterPartition(s: Controller, from: NodeId, m: Message & { type: "AlterPartition" }, io: Io): Controller {
  const isLatest = m.version === s.version || io.p.flaw === "stale-version";
  if (from !== s.leader || m.epoch !== s.epoch || !isLatest) {
    io.send(from, partition(s));
    return s;
  }
  const isEligible = m.isr.every((id) => s.live.includes(id));
  // Also a refusal raises the version: a copy of this request that comes late must not be granted.
  const next = { ...s, isr: isEligible ? m.isr : s.isr, version: s.version + 1 };
  for (const id of s.live) io.send(id, partition(next));
  return next;
}

/** Hands leadership to the next live member of the ISR, as a rebalancing tool does. */
function move(s: Controller, io: Io): Controller {
  const next = successor(s);
  return next === undefined ? s : settle(s, { leader: next }, io);
}

/** To whom leadership could be handed. */
export function successor(s: Controller): NodeId | undefined {
  const able = s.isr.filter((id) => id !== s.leader && s.live.includes(id));
  return able.find((id) => id > s.leader) ?? able[0];
}

// --- The consumer group ----------------------------------------------------------------------------------------------

/** One partition has one owner, who keeps it as long as it is a member. Every change is a new generation. */
function rebalance(s: Controller, members: readonly NodeId[], io: Io): Controller {
  const owner = members.includes(s.owner) ? s.owner : (members[0] ?? nobody);
  const next = { ...s, members, owner, generation: s.generation + 1 };
  for (const id of members) io.send(id, assignment(next, id));
  return next;
}

const assignment = ({ generation, owner, committed }: Controller, to: NodeId): Message => ({
  ...{ type: "Assign" as const, generation, owner: to === owner, offset: committed },
});

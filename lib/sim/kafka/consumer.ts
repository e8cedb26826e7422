/** A consumer of the group: polls, works on each record, commits offsets; its effects go to a database outside. */
import type { NodeId } from "../model";
import { type Consumer, cast, type Io, type Message, type NodeEvent, nobody, times } from "./state";

export const aConsumer = (): Consumer => ({
  kind: "consumer",
  ...{
    generation: 0,
    owns: false,
    leader: 0,
    position: 0,
    batch: [],
    from: 0,
    committedAt: 0,
    polls: false,
    stalls: false,
  },
});

/** One event of a consumer. */
export function onConsumer(s: Consumer, event: NodeEvent, io: Io): Consumer {
  const { controller } = cast(io.p);
  switch (event.t) {
    case "boot":
      // A little apart, so that the first one of the group owns the partition.
      io.timer("join", 20 * (io.me - controller));
      return s;
    case "op":
      return event.op.type === "stall" ? { ...s, stalls: true } : s;
    case "msg":
      return onMessage(s, event.from, event.m as Message, io);
    case "timer":
      return onTimer(s, event.name, io);
  }
}

function onTimer(s: Consumer, name: string, io: Io): Consumer {
  const { controller } = cast(io.p);
  switch (name) {
    case "join":
      io.send(controller, { type: "Join" });
      io.timer("join", times.groupSession);
      return s;
    case "beat":
      // A thread of its own: it says that the process is there, not that the work goes on.
      io.send(controller, { type: "Beat", generation: s.generation });
      io.timer("beat", times.heartbeat);
      return s;
    case "max-poll":
      io.send(controller, { type: "Leave" });
      io.cancel("beat");
      io.cancel("poll");
      io.timer("join", times.groupSession);
      return { ...s, owns: false };
    case "poll":
      if (!s.owns || s.batch.length > 0) return s;
      // No answer to the last one: the leader may be another by now.
      if (s.polls) io.send(controller, { type: "Metadata" });
      return poll(s, io);
    case "work":
      return worked(s, io);
    default:
      return s;
  }
}

function poll(s: Consumer, io: Io): Consumer {
  let state = { ...s, polls: true };
  if (io.p.commit === "auto" && io.now - s.committedAt >= times.autoCommit) {
    commit(s, s.position, io);
    state = { ...state, committedAt: io.now };
  }
  io.send(s.leader, { type: "Poll", from: s.position });
  io.timer("poll", times.requestTimeout);
  io.timer("max-poll", times.maxPoll);
  return state;
}

const commit = ({ generation }: Consumer, offset: number, io: Io): void =>
  io.send(cast(io.p).controller, { type: "Commit", generation, offset });

/** The work on the first record of the batch is done: its effect is in the database. */
function worked(s: Consumer, io: Io): Consumer {
  const batch = s.batch.slice(1);
  const state = { ...s, batch, from: s.from + 1 };
  if (batch.length > 0) {
    work(state, io);
    return { ...state, stalls: false };
  }
  // Its partition may have been taken away meanwhile; it does not know, or left by itself and may not commit.
  if (!s.owns) return state;
  if (io.p.commit === "after") commit(s, s.position, io);
  return poll(state, io);
}

const work = (s: Consumer, io: Io): void => io.timer("work", s.stalls ? times.stall : times.work);

function onMessage(s: Consumer, from: NodeId, m: Message, io: Io): Consumer {
  switch (m.type) {
    case "Leader":
      return m.leader === nobody || m.leader === s.leader ? s : { ...s, leader: m.leader };
    case "Unknown":
      // What it works on goes on, but the partition is not its own any more.
      for (const name of ["beat", "poll", "max-poll"]) io.cancel(name);
      io.timer("join", 0);
      return { ...s, owns: false };
    case "Assign":
      return onAssign(s, m, io);
    case "Batch":
      return onBatch(s, from, m, io);
    default:
      return s;
  }
}

function onAssign(s: Consumer, m: Message & { type: "Assign" }, io: Io): Consumer {
  if (m.generation <= s.generation) return s;
  const { generation } = m;
  io.cancel("join");
  io.timer("beat", times.heartbeat);
  if (m.owner && s.owns) return { ...s, generation };
  for (const name of ["work", "poll", "max-poll"]) io.cancel(name);
  const state = { ...s, generation, owns: m.owner, batch: [], from: m.offset, position: m.offset, committedAt: io.now };
  return m.owner ? poll(state, io) : state;
}

function onBatch(s: Consumer, from: NodeId, m: Message & { type: "Batch" }, io: Io): Consumer {
  if (!s.owns || s.batch.length > 0 || m.from !== s.position || from !== s.leader) return s;
  const heard = { ...s, polls: false };
  if (m.refused === "NOT_LEADER") {
    io.send(cast(io.p).controller, { type: "Metadata" });
    io.timer("poll", times.backoff);
    return m.hint === undefined || m.hint === nobody ? heard : { ...heard, leader: m.hint };
  }
  if (m.refused === "OFFSET_OUT_OF_RANGE") {
    io.timer("poll", times.poll);
    return { ...heard, position: m.hint ?? 0 };
  }
  if (m.records.length === 0) {
    io.timer("poll", times.poll);
    return heard;
  }
  io.cancel("poll");
  const position = m.from + m.records.length;
  if (io.p.commit === "before") commit(s, position, io);
  const state = { ...heard, batch: m.records, from: m.from, position };
  work(state, io);
  return state;
}

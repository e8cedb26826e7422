/** The Raft lab. */
import type { Lab } from "../lab";
import { say } from "../scene";
import type { ClientOp } from "./client";
import type { Ghost } from "./ghost";
import { leadersOf, type Packet, type RaftParams, raft, type State } from "./model";
import { mutants, quiet } from "./mutants";
import { markOf, scene } from "./scene";
import { tasks } from "./tasks";
import { messageName, opName, tell, timerName } from "./tell";
import { properties } from "./words";

export const lab: Lab<State, Packet, ClientOp, RaftParams, Ghost> = {
  id: "raft",
  title: { zh: "Raft：选举、复制、提交", en: "Raft: elect, replicate, commit" },
  lead: {
    zh: "让领导者宕机、断网、丢消息，看哪条规则保住了数据，再把规则一条条拆掉。",
    en: "Crash leaders, cut links, lose messages: see which rule keeps the data safe, then take the rules away one by one.",
  },
  model: raft,
  net: { min: 8, tail: 6, loss: 0, twice: 0 },
  seed: 7,
  properties,
  scene,
  tell,
  opName,
  messageName,
  timerName,
  span(w, node) {
    const it = w.nodes[node];
    if (!it?.up || it.state.kind !== "server" || it.state.raft.role !== "leader") return null;
    return {
      mark: markOf(it.state.raft),
      text: say({ zh: "任期 {term}", en: "term {term}" }, { term: it.state.raft.term }),
    };
  },
  leaders: leadersOf,
  faults: {
    doings: [
      "crash",
      "boot",
      "pause",
      "resume",
      "cut",
      "heal",
      "part",
      "heal-all",
      "clog",
      "unclog",
      "drop",
      "dup",
      "delay",
      "skew",
      "deliver",
      "fire",
      "op",
    ],
    delay: 500,
    skew: 500,
  },
  scenarios: [],
  tasks,
  mutants,
  quiet,
  checkedAgainst: [],
  leavesOut: [],
};

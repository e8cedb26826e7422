/** The Raft lab. */
import type { Lab } from "../lab";
import { say } from "../scene";
import { clauses } from "./clauses";
import type { ClientOp } from "./client";
import type { Ghost } from "./ghost";
import { leadersOf, type Packet, type RaftParams, raft, type State } from "./model";
import { mutants, quiet } from "./mutants";
import { scenarios } from "./scenarios";
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
  looks: [
    { every: 50, preVote: true },
    { n: 3, every: 100, preVote: true, checkQuorum: true, read: "lease" },
    { n: 7, every: 100, read: "leader", flaw: "small-quorum" },
    { n: 3, every: 100, batch: 1, flaw: "truncate-always" },
    { n: 5, every: 50, flaw: "commit-unchecked" },
  ],
  properties,
  clauses,
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
  scenarios,
  tasks,
  mutants,
  quiet,
  checkedAgainst: [
    {
      text: {
        zh: "etcd/raft 的交互脚本（不含成员变更、快照与异步写盘的部分）、quorum 用例与 raft_paper_test 的 56 行规则表",
        en: "etcd/raft's interaction scripts (but membership changes, snapshots and asynchronous writes), its quorum cases and the 56 rows of raft_paper_test",
      },
      url: "https://github.com/etcd-io/raft/tree/cdfbeed3149e6dd1c7881853d8ed5993ffcd6be2",
    },
    {
      text: {
        zh: "Raft 论文图 3 的五条性质，以及 etcd TLA+ 规格中的 QuorumLog",
        en: "The five properties of Figure 3 of the Raft paper, and QuorumLog of etcd's TLA+ specification",
      },
      url: "https://raft.github.io/raft.pdf",
    },
  ],
  leavesOut: [
    { zh: "成员变更（联合共识、学习者）", en: "Membership changes (joint consensus, learners)" },
    { zh: "快照与日志压缩", en: "Snapshots and log compaction" },
    {
      zh: "磁盘：任期、选票和日志的落盘在一步之内完成，不会慢也不会坏",
      en: "The disk: term, vote and log are stored within the step, never slowly and never wrongly",
    },
    { zh: "主动移交领导权、把写转交给领导者", en: "Leadership transfer, and followers that pass writes on" },
  ],
};

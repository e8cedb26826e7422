/**
 * Two-phase commit as in "Consensus on Transaction Commit" (Gray, Lamport 2006), section 3: resource managers prepare
 * unasked, messages stay for ever and are read as often as one likes. The same states as TwoPhase.tla and stateright's
 * 2pc.rs have, here as a model over the kernel: the counts prove kernel, untimed scheduler, key and search together.
 */
import { type Spot, type System, systemOf } from "../explore";
import { type Kernel, kernelOf } from "../kernel";
import type { Choice, Invariant, Model, NodeId, World } from "../model";

type Manager = { readonly is: "working" | "prepared" | "committed" | "aborted" };
type Coordinator = { readonly tm: "init" | "committed" | "aborted"; readonly prepared: readonly boolean[] };
export type TwoPhaseState = Manager | Coordinator;
export type TwoPhaseMessage = "Prepared" | "Commit" | "Abort";
export type TwoPhaseOp = "prepare" | "commit" | "abort";
/** eager: commits when one vote is still missing. fickle: a manager that has prepared may still abort on its own. */
export type TwoPhaseFlaw = "none" | "eager" | "fickle";
export type TwoPhaseParams = { managers: number; flaw: string };
type W = World<TwoPhaseState, TwoPhaseMessage, TwoPhaseOp, TwoPhaseParams, null>;
type TwoPhaseKernel = Kernel<TwoPhaseState, TwoPhaseMessage, TwoPhaseOp, TwoPhaseParams, null>;
export type TwoPhaseSpot = Spot<TwoPhaseState, TwoPhaseMessage, TwoPhaseOp, TwoPhaseParams, null>;

const coordinator: NodeId = 0;
const working: Manager = { is: "working" };
const prepared: Manager = { is: "prepared" };
const committed: Manager = { is: "committed" };
const aborted: Manager = { is: "aborted" };

const isManager = (s: TwoPhaseState | undefined): s is Manager => s !== undefined && "is" in s;

/** TCConsistent: no manager has aborted while another has committed. */
const consistent: Invariant<TwoPhaseState, TwoPhaseMessage, TwoPhaseOp, TwoPhaseParams, null> = ({ nodes, event }) => {
  const mine = event.node === undefined ? undefined : nodes[event.node]?.state;
  if (!isManager(mine) || (mine !== committed && mine !== aborted)) return null;
  const opposite = mine === committed ? aborted : committed;
  const other = nodes.findIndex(({ state }) => state === opposite);
  if (other < 0 || event.node === undefined) return null;
  return { conjunct: "none aborted while another committed", nodes: [event.node, other], at: {} };
};

export const twoPhase: Model<TwoPhaseState, TwoPhaseMessage, TwoPhaseOp, TwoPhaseParams> = {
  id: "two-phase@1",
  params: {
    managers: {
      kind: "int",
      min: 1,
      max: 7,
      step: 1,
      default: 3,
      label: { zh: "资源管理器数", en: "Resource managers" },
    },
    flaw: {
      kind: "choice",
      default: "none",
      label: { zh: "错误", en: "Flaw" },
      options: [
        { id: "none", label: { zh: "无", en: "None" } },
        { id: "eager", label: { zh: "少一票就提交", en: "Commits one vote early" } },
        { id: "fickle", label: { zh: "准备之后自行中止", en: "Aborts after it prepared" } },
      ],
    },
  },
  network: "set",
  topology: ({ managers }) => [
    { name: "TM", role: "coordinator" },
    ...Array.from({ length: managers }, (_, index) => ({ name: `R${index + 1}`, role: "manager" })),
  ],
  init: ({ managers }, me) =>
    me === coordinator ? { tm: "init", prepared: Array.from({ length: managers }, () => false) } : working,
  on(s, event, io) {
    if (isManager(s)) {
      // RMPrepare, RMChooseToAbort
      if (event.t === "op" && event.op === "prepare") {
        io.send(coordinator, "Prepared");
        return prepared;
      }
      if (event.t === "op") return aborted;
      // RMRcvCommitMsg, RMRcvAbortMsg
      if (event.t === "msg") return event.m === "Commit" ? committed : aborted;
      return s;
    }
    // TMRcvPrepared
    if (event.t === "msg" && s.tm === "init" && !s.prepared[event.from - 1])
      return { ...s, prepared: s.prepared.with(event.from - 1, true) };
    // TMCommit, TMAbort: a broadcast is one message to each
    if (event.t === "op") {
      for (let manager = 1; manager <= s.prepared.length; manager++)
        io.send(manager, event.op === "commit" ? "Commit" : "Abort");
      return { ...s, tm: event.op === "commit" ? "committed" : "aborted" };
    }
    return s;
  },
  ops(s, _, { p }) {
    if (isManager(s)) {
      if (s === working) return ["prepare", "abort"];
      return s === prepared && p.flaw === "fickle" ? ["abort"] : [];
    }
    if (s.tm !== "init") return [];
    const missing = s.prepared.filter((each) => !each).length;
    return missing <= (p.flaw === "eager" ? 1 : 0) ? ["commit", "abort"] : ["abort"];
  },
  invariants: { consistent },
};

/** Two-phase commit with this many managers, bound to the kernel. */
export const twoPhaseKernel = (managers: number, flaw: TwoPhaseFlaw = "none"): TwoPhaseKernel =>
  kernelOf(twoPhase, { p: { managers, flaw }, seed: 1, net: { min: 1, tail: 0, loss: 0, twice: 0 } });

/** TMRcvPrepared has the guard tmState = "init"; the kernel would let the coordinator read and ignore the message. */
function mayChoose(c: Choice<TwoPhaseOp>, { nodes }: W): boolean {
  if (c.do !== "deliver" || !c.msg.includes(`-${coordinator}-`)) return true;
  const s = nodes[coordinator]?.state;
  return s !== undefined && !isManager(s) && s.tm === "init";
}

/** The transition system of TwoPhase.tla: 288 distinct states, 1,146 generated, depth 11 with three managers. */
export const twoPhaseSystem = (kernel: TwoPhaseKernel): System<TwoPhaseSpot, Choice<TwoPhaseOp>> =>
  systemOf(kernel, { mayChoose });

/** What a manager is to the others: what it holds, whether its vote was sent, whether it was counted. */
function sorts({ w }: TwoPhaseSpot): { tm: string; managers: { is: Manager["is"]; rest: string }[] } {
  const states = w.nodes.map(({ state }) => state);
  const tm = states.flatMap((s) => (isManager(s) ? [] : [s]))[0];
  const managers = states.filter(isManager).map(({ is }, index) => {
    const hasVoted = w.pending.some((each) => each.kind === "msg" && each.from === index + 1);
    return { is, rest: `${hasVoted} ${tm?.prepared[index]}` };
  });
  return { tm: tm?.tm ?? "", managers };
}

/** The same up to renaming of managers: a state is how many there are of each sort. The orbits are counted exactly. */
export function twoPhaseSymmetric(kernel: TwoPhaseKernel): System<TwoPhaseSpot, Choice<TwoPhaseOp>> {
  return {
    ...twoPhaseSystem(kernel),
    key(spot) {
      const { tm, managers } = sorts(spot);
      const texts = managers.map(({ is, rest }) => `${is} ${rest}`);
      return `${tm} ${texts.sort()}`;
    },
  };
}

const rank: Readonly<Record<Manager["is"], number>> = { working: 0, prepared: 1, committed: 2, aborted: 3 };

/**
 * Stateright's cheaper renaming, which orders managers by what they hold alone: equal states may keep several keys, and
 * how many depends on the order of the search (665 depth first with five managers).
 */
export function twoPhaseOrdered(kernel: TwoPhaseKernel): System<TwoPhaseSpot, Choice<TwoPhaseOp>> {
  return {
    ...twoPhaseSystem(kernel),
    key(spot) {
      const { tm, managers } = sorts(spot);
      // The order of equal ones stays: sorting is stable.
      return `${tm} ${managers.sort((a, b) => rank[a.is] - rank[b.is]).map(({ is, rest }) => `${is} ${rest}`)}`;
    },
  };
}

/**
 * One tab leads a sitting, the others watch. A Web Lock says who leads; a channel asks the leader to write everything
 * down and step aside; a leader that does not answer (frozen, suspended) is displaced.
 */
import type { AttemptId } from "@/lib/ids";

export type Leadership = { release: () => void };

type Leader = {
  /** Another tab asks to lead: write everything; the lock is given away when this settles. */
  stepAside: () => Promise<void>;
  /** Called once when the lead is gone, asked for or taken. */
  onLost: () => void;
};

/** A page that is being reloaded holds its lock until it is gone, ms. */
const reloadMs = 700;
/** How long a leader may take to step aside, ms. */
const patienceMs = 3_000;

const lockOf = (attempt: AttemptId): string => `exam ${attempt}`;

/** @returns undefined when another tab leads */
export async function lead(attempt: AttemptId, leader: Leader): Promise<Leadership | undefined> {
  const name = lockOf(attempt);
  const given = await request(name, leader, { signal: AbortSignal.timeout(reloadMs) });
  if (given) return given;
  // A busy machine may take longer to hand out a free lock: another tab leads only when the lock is held.
  const { held = [] } = await navigator.locks.query();
  return held.some((lock) => lock.name === name) ? undefined : lead(attempt, leader);
}

/** Asks the leader to step aside; takes the lock from one that does not. */
export async function takeOver(attempt: AttemptId, leader: Leader): Promise<Leadership | undefined> {
  const name = lockOf(attempt);
  const channel = new BroadcastChannel(name);
  channel.postMessage("step aside");
  const given = await request(name, leader, { signal: AbortSignal.timeout(patienceMs) });
  channel.close();
  return given ?? request(name, leader, { steal: true });
}

function request(name: string, leader: Leader, options: LockOptions): Promise<Leadership | undefined> {
  // Without locks (an address that is not secure) nobody can tell the tabs apart: each leads.
  if (!navigator.locks) return Promise.resolve({ release() {} });
  return new Promise((resolve, reject) => {
    let isLeading = false;
    const held = () =>
      hold(name, leader, (leadership) => {
        isLeading = true;
        resolve(leadership);
      });
    navigator.locks.request(name, options, held).catch((error: unknown) => {
      if (isLeading) leader.onLost();
      else if (error instanceof DOMException && /Abort|Timeout/.test(error.name)) resolve(undefined);
      else reject(error);
    });
  });
}

/** Holds the lock until it is released or asked for. */
const hold = (name: string, leader: Leader, granted: (leadership: Leadership) => void): Promise<void> =>
  new Promise((free) => {
    const channel = new BroadcastChannel(name);
    const release = () => {
      channel.close();
      free();
    };
    channel.onmessage = async () => {
      await leader.stepAside();
      release();
      leader.onLost();
    };
    granted({ release });
  });

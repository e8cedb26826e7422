/** Settings and errors that break a promise, and the hunts that find them; and the hunts that find nothing. */
import type { Faults, Hunt, Mutant } from "../lab";
import type { Net } from "../model";

const calm: Net = { min: 5, tail: 10, loss: 0, twice: 0 };
const plain: Net = { min: 5, tail: 10, loss: 5, twice: 5 };
const rough: Net = { min: 5, tail: 40, loss: 30, twice: 100 };

const mixed: Faults = { crash: 1500, down: 500, pause: 2000, still: 800, cut: 2500, apart: 600, op: 1500 };
/** Crashes and pauses go for the leader. */
const leaders: Faults = { ...mixed, aim: "leader" };
/** Leadership goes round quickly. */
const turbulent: Faults = { op: 200, crash: 800, down: 300, pause: 900, still: 500, aim: "leader" };
const outages: Faults = { crash: 500, down: 800, pause: 900, still: 900 };

const steps = 1200;
const swarm = (faults: Faults, net: Net = plain, runs = 400): Hunt => ({ by: "swarm", runs, steps, net, faults });

export const mutants: readonly Mutant[] = [
  {
    id: "acks-1",
    title: { zh: "acks=1：只等领导者", en: "acks=1: only the leader is waited for" },
    p: { acks: "1" },
    breaks: ["acknowledged-survive"],
    hunt: swarm(leaders),
  },
  {
    id: "unclean",
    title: { zh: "允许 unclean 选举", en: "Unclean election is allowed" },
    p: { unclean: true, minIsr: 1 },
    breaks: ["acknowledged-survive"],
    hunt: swarm(outages, calm),
  },
  {
    id: "last-replica",
    title: {
      zh: "min.insync.replicas=1，最后一个副本断电",
      en: "min.insync.replicas=1 and the last replica loses power",
    },
    p: { powerLoss: true, minIsr: 1 },
    breaks: ["acknowledged-survive"],
    hunt: swarm(outages, calm),
  },
  {
    id: "cut-to-hw",
    title: { zh: "跟随者截到自己的 HW", en: "Followers cut to their own HW" },
    p: { rule: "high-watermark" },
    breaks: ["isr-has-committed", "logs-match", "acknowledged-survive"],
    hunt: swarm(leaders),
  },
  {
    id: "kip-101",
    title: { zh: "只用 KIP-101 截断", en: "Truncation by KIP-101 alone" },
    p: { rule: "kip-101" },
    breaks: ["isr-has-committed", "logs-match", "acknowledged-survive"],
    hunt: swarm(turbulent, rough, 1000),
  },
  {
    id: "kip-279",
    title: { zh: "KIP-279：截断对了，但不核对纪元", en: "KIP-279: cuts well, compares no epoch" },
    p: { rule: "kip-279" },
    breaks: ["isr-has-committed", "logs-match", "acknowledged-survive"],
    hunt: swarm(turbulent, rough, 1000),
  },
  {
    id: "ack-early",
    title: { zh: "ISR 写入前就应答", en: "Acknowledges before the ISR has it" },
    p: { flaw: "ack-early" },
    breaks: ["acknowledged-survive"],
    hunt: swarm(leaders),
  },
  {
    id: "hw-ahead",
    title: { zh: "HW 不等 ISR 里最慢的成员", en: "The HW does not wait for the slowest of the ISR" },
    p: { flaw: "hw-ahead" },
    breaks: ["isr-has-committed"],
    hunt: swarm(mixed),
  },
  {
    id: "expand-early",
    title: { zh: "没追上就放回 ISR", en: "Back in the ISR before it has caught up" },
    p: { flaw: "expand-early" },
    breaks: ["isr-has-committed"],
    hunt: swarm(mixed),
  },
  {
    id: "stale-version",
    title: { zh: "改 ISR 时不核对分区版本", en: "ISR changes without comparing the partition's version" },
    p: { flaw: "stale-version" },
    breaks: ["isr-has-committed"],
    hunt: swarm(mixed, rough, 1000),
  },
  {
    id: "read-ahead",
    title: { zh: "让消费者读到 HW 之后", en: "Consumers may read beyond the HW" },
    p: { flaw: "read-ahead" },
    breaks: ["reads-committed"],
    hunt: swarm(mixed),
  },
  {
    id: "no-idempotence",
    title: { zh: "在途 5 个请求，重试，没有幂等", en: "Five in flight, retries, no idempotence" },
    p: { idempotence: false },
    breaks: ["in-order"],
    hunt: swarm(mixed),
  },
  {
    id: "forget-producer",
    title: { zh: "新领导者不认得生产者的序号", en: "A new leader forgets the producer's sequence" },
    p: { flaw: "forget-producer" },
    breaks: ["in-order"],
    hunt: swarm(leaders),
  },
  {
    id: "commit-before",
    title: { zh: "处理前就提交位移", en: "Offsets are committed before the work" },
    p: { commit: "before" },
    breaks: ["effect-once"],
    hunt: swarm(mixed),
  },
  {
    id: "no-key",
    title: { zh: "消费端没有唯一键", en: "No unique key at the consumer" },
    p: { dedup: false },
    breaks: ["effect-once"],
    hunt: swarm(mixed),
  },
  {
    id: "pulsar-shared",
    title: { zh: "Pulsar：要按键有序却用 Shared 订阅", en: "Pulsar: order by key wanted, Shared subscribed" },
    p: { system: "pulsar", subscription: "shared" },
    breaks: ["key-at-one"],
    hunt: swarm(mixed),
  },
  {
    id: "pulsar-ack-first",
    title: { zh: "Pulsar：收到就确认", en: "Pulsar: acknowledged on receipt" },
    p: { system: "pulsar", commit: "before" },
    breaks: ["acked-is-done"],
    hunt: swarm(mixed),
  },
];

export const quiet: readonly Hunt[] = [
  swarm(mixed),
  swarm(leaders, rough),
  swarm(turbulent, rough),
  { by: "swarm", runs: 400, steps, net: plain, faults: mixed, p: { minIsr: 1 } },
  { by: "swarm", runs: 400, steps, net: rough, faults: mixed, p: { system: "pulsar" } },
];

/** Sentences of the controller: leaders, the ISR, the consumer group. */
import type { Text } from "../../i18n/locales";
import { type Said, say } from "../scene";
import { labelled, nameOf } from "./names";
import { sentence, sentences } from "./sentences";
import { type Controller, nobody, type W } from "./state";
import { filled, joined, listed } from "./words";

/** What this event did to the controller. */
export function tellController(w: W, now: Controller, before: Controller): Said {
  const { event } = w;
  if (event.what === "op") return sentence("opMove", { leader: nameOf(w, now.leader), epoch: now.epoch });
  if (event.what === "timer") {
    const [what, name = ""] = event.name.split(":");
    return what === "fence"
      ? because(w, filled(sentences.fenced, { name }), now, before)
      : sentence("expired", { name, ...group(w, now) });
  }
  if (event.what !== "deliver") return sentence("start");
  const { m, from } = event.flight;
  const name = nameOf(w, from);
  switch (m.type) {
    case "Heartbeat": {
      if (now.lives !== before.lives) return because(w, filled(sentences.registered, { name }), now, before);
      if (now.live !== before.live) return because(w, filled(sentences.unfenced, { name }), now, before);
      return sentence(event.sent.length > 0 ? "told" : "heard", { name });
    }
    case "AlterPartition": {
      if (now === before) return sentence("isrStale", { name });
      return now.isr === before.isr
        ? sentence("isrDead", { name })
        : because(w, filled(sentences.isrAsked, { name }), now, before);
    }
    case "Metadata":
      return sentence("metadata", { name });
    case "Join":
      return sentence("joined", { name, ...group(w, now) });
    case "Leave":
      return now === before
        ? sentence("ignores", { name: "K", message: labelled(m) })
        : sentence("left", { name, ...group(w, now) });
    case "Beat":
      return sentence(before.members.includes(from) ? "beatHeard" : "beatUnknown", { name });
    case "Commit":
      if (event.sent.length > 0 && from === before.owner) return sentence("commitStale", { name });
      return event.sent.length > 0
        ? sentence("commitOld", { name })
        : sentence("commitTaken", { offset: now.committed });
    default:
      return sentence("ignores", { name: "K", message: labelled(m) });
  }
}

const group = (w: W, { generation, owner }: Controller) => ({
  generation,
  owner: owner === nobody ? ({ zh: "无人", en: "nobody" } satisfies Text) : nameOf(w, owner),
});

/** The cause, and what became of the partition. */
function because(w: W, cause: Text, now: Controller, before: Controller): Said {
  const isr = listed(now.isr.map((id) => nameOf(w, id)));
  const values = { leader: nameOf(w, now.leader), epoch: now.epoch, isr };
  if (now.leader !== before.leader || now.epoch !== before.epoch) {
    if (now.leader === nobody) return say(joined([cause, filled(sentences.leaderless, { isr })]));
    const isClean = before.isr.includes(now.leader);
    return say(joined([cause, filled(isClean ? sentences.elected : sentences.electedUnclean, values)]));
  }
  return say(joined([cause, now.isr === before.isr ? sentences.unchanged : filled(sentences.isrNow, { isr })]));
}

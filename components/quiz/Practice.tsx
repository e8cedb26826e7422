"use client";
/** A practice set by its address: `?set=gap&gap=consistency`. Without a set the page shows what can be practised. */
import { useRouter, useSearchParams } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { minutesEast } from "@/components/learner/dates";
import { ask, learnerLog, learnerNow, useLearner } from "@/components/learner/learner-store";
import { ButtonLink } from "@/components/ui/Button";
import { Empty } from "@/components/ui/Empty";
import { isLocale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import type { TopicId } from "@/lib/ids";
import type { QueueOf } from "@/lib/learner/queue";
import type { Catalog } from "@/lib/quiz/catalog";
import { type Session, startSession } from "@/lib/quiz/session";
import { diagnosticSize } from "@/lib/schedule/diagnostic";
import { ChainPractice } from "./ChainPractice";
import { FleetingNotice } from "./FleetingNotice";
import { PracticeSession } from "./PracticeSession";

type SetName = QueueOf["set"];
const sets = {
  diagnostic: true,
  today: true,
  review: true,
  probe: true,
  weakest: true,
  wrong: true,
  unseen: true,
  mixed: true,
  gap: true,
  topic: true,
  items: true,
} as const satisfies Record<SetName, true>;
const isSet = (name: string | null): name is SetName => name !== null && Object.hasOwn(sets, name);
const usual = 8;
/** Questions of a probe of one gap: it decides something, it does not train. */
const usualProbe = 2;

export function Practice({ children }: { children: ReactNode }) {
  const asked = useSearchParams();
  const set = asked.get("set");
  const name = isSet(set) ? set : undefined;
  const key = asked.toString().replace(/&?seed=\d+/, "");
  return (
    <>
      <FleetingNotice />
      {asked.has("chain") ? (
        <ChainPractice key={key} asked={asked} />
      ) : name ? (
        <PracticeSet key={key} name={name} asked={asked} />
      ) : (
        children
      )}
    </>
  );
}

function PracticeSet({ name, asked }: { name: SetName; asked: URLSearchParams }) {
  const t = useTranslations("practice");
  const router = useRouter();
  const locale = useLocale();
  const [begun, setBegun] = useState<Session | "empty">();
  const seed = asked.get("seed");

  // The seed is drawn once and put into the address, so that a reload finds the same set where it stood.
  useEffect(() => {
    if (seed) return;
    const query = new URLSearchParams(asked);
    query.set("seed", String(crypto.getRandomValues(new Uint32Array(1))[0]));
    router.replace(`?${query}`, { scroll: false });
  }, [seed, asked, router]);

  const catalog = useLearner((learner) => learner.catalog);
  useEffect(() => {
    if (!seed || !catalog || begun) return;
    // A log that cannot be read is told by the store.
    begin(name, asked, Number(seed)).then(setBegun, () => {});
  }, [seed, catalog, begun, name, asked]);

  const fault = useLearner((learner) => learner.fault);
  if (!isLocale(locale)) return null;
  const title = catalog ? titleOf(name, asked, catalog, t) : t("title");
  if (begun === "empty")
    return (
      <>
        <header className="page-head">
          <h1 className="h1">{title}</h1>
        </header>
        <Empty
          action={
            <span className="flex flex-wrap gap-2">
              <ButtonLink variant="primary" href={`${localePath(locale, "/practice")}?set=diagnostic`}>
                {t("toDiagnostic")}
              </ButtonLink>
              <ButtonLink href={localePath(locale, "/practice")}>{t("toSetup")}</ButtonLink>
            </span>
          }
        >
          {t(`empty.${emptyOf(name)}`)}
        </Empty>
      </>
    );
  if (!begun || !catalog)
    return (
      <>
        <header className="page-head">
          <h1 className="h1">{title}</h1>
        </header>
        <div className="wait mx-auto min-h-96 max-w-[42em]" aria-busy="true">
          <p className="p-6 text-m text-ink-2">{fault ? `${fault.what} ${fault.mend}` : t("loading")}</p>
        </div>
      </>
    );
  return <PracticeSession begun={begun} slot={slotOf(begun.id)} seed={Number(seed)} title={title} catalog={catalog} />;
}

const emptyOf = (name: SetName) =>
  name === "wrong" ||
  name === "unseen" ||
  name === "weakest" ||
  name === "review" ||
  name === "probe" ||
  name === "today"
    ? name
    : "other";

const slotOf = (id: string): string => `practice ${id}`;

type Words = ReturnType<typeof useTranslations<"practice">>;

function titleOf(name: SetName, asked: URLSearchParams, catalog: Catalog, t: Words): string {
  if (name === "gap" || name === "probe") {
    const gap = catalog.gaps.find(({ id }) => id === asked.get("gap"));
    return name === "probe" && !gap ? t("set.probeAny") : t(`set.${name}`, { name: gap?.title ?? "" });
  }
  if (name === "topic") return t("set.topic", { name: catalog.topics[asked.get("topic") as TopicId]?.title ?? "" });
  return t(`set.${name}`);
}

/** The session as it was left, or a new one. */
async function begin(name: SetName, asked: URLSearchParams, seed: number): Promise<Session | "empty"> {
  const { catalog } = learnerNow();
  if (!catalog) return "empty";
  const what = asked.get("gap") ?? asked.get("topic") ?? asked.get("items") ?? "";
  const id = [name, what, seed].filter((part) => part !== "").join("-");
  const kept = await (await learnerLog()).getSlot(slotOf(id));
  const known = new Set<string>(catalog.items.map((item) => item.id));
  if (isSession(kept) && kept.turns.every((turn) => known.has(turn.item))) return kept;
  const [gap, topic, items] = [asked.get("gap"), asked.get("topic"), asked.get("items")];
  const queue = await ask("queue", {
    set: name,
    seed,
    count: Number(asked.get("n")) || (name === "probe" ? usualProbe : usual),
    east: minutesEast(Date.now()),
    ...(gap !== null && { gap }),
    ...(topic !== null && { topic }),
    ...(items !== null && { items: items.split(",") }),
  });
  if (queue.length === 0) return "empty";
  if (name === "diagnostic") return startSession(id, name, queue, diagnosticSize);
  return startSession(id, name === "review" ? name : "practice", queue);
}

const isSession = (value: unknown): value is Session =>
  typeof value === "object" && value !== null && "turns" in value && Array.isArray(value.turns) && "current" in value;

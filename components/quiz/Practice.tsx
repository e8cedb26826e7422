"use client";
/** A practice set by its address: `?set=gap&gap=consistency`. Without a set the page shows what can be practised. */
import { useRouter, useSearchParams } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { learnerLog, learnerNow, useLearner } from "@/components/learner/learner-store";
import { ButtonLink } from "@/components/ui/Button";
import { Empty } from "@/components/ui/Empty";
import { isLocale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import type { GapId, ItemId, TopicId } from "@/lib/ids";
import { today, weakestGaps } from "@/lib/learner/select";
import type { LearnerState } from "@/lib/learner/state";
import type { Catalog } from "@/lib/quiz/catalog";
import { type Asked, chooseDiagnostic, chooseItems, type Filter, seedFor } from "@/lib/quiz/choose";
import { type Session, startSession } from "@/lib/quiz/session";
import { pick } from "@/lib/schedule/pick";
import { ChainPractice } from "./ChainPractice";
import { FleetingNotice } from "./FleetingNotice";
import { PracticeSession } from "./PracticeSession";

const sets = ["diagnostic", "today", "weakest", "wrong", "unseen", "mixed", "gap", "topic", "items"] as const;
export type SetName = (typeof sets)[number];
const usual = 8;

export function Practice({ children }: { children: ReactNode }) {
  const asked = useSearchParams();
  const name = sets.find((set) => set === asked.get("set"));
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
  const status = useLearner((learner) => learner.status);
  const [begun, setBegun] = useState<Session | "empty">();
  const seed = asked.get("seed");

  // The seed is drawn once and put into the address, so that a reload finds the same set where it stood.
  useEffect(() => {
    if (seed) return;
    const query = new URLSearchParams(asked);
    query.set("seed", String(crypto.getRandomValues(new Uint32Array(1))[0]));
    router.replace(`?${query}`, { scroll: false });
  }, [seed, asked, router]);

  useEffect(() => {
    if (!seed || status !== "ready" || begun) return;
    void begin(name, asked, Number(seed)).then(setBegun);
  }, [seed, status, begun, name, asked]);

  const catalog = useLearner((learner) => learner.catalog);
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
          {t(`empty.${name === "wrong" || name === "unseen" || name === "weakest" ? name : "other"}`)}
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
  return <PracticeSession begun={begun} slot={slotOf(begun.id)} title={title} catalog={catalog} />;
}

const slotOf = (id: string): string => `practice ${id}`;

type Words = ReturnType<typeof useTranslations<"practice">>;

function titleOf(name: SetName, asked: URLSearchParams, catalog: Catalog, t: Words): string {
  if (name === "gap") {
    const gap = catalog.gaps.find(({ id }) => id === asked.get("gap"));
    return t("set.gap", { name: gap?.title ?? "" });
  }
  if (name === "topic") return t("set.topic", { name: catalog.topics[asked.get("topic") as TopicId]?.title ?? "" });
  return t(`set.${name}`);
}

/** The session as it was left, or a new one. */
async function begin(name: SetName, asked: URLSearchParams, seed: number): Promise<Session | "empty"> {
  const { catalog, state } = learnerNow();
  if (!catalog || !state) return "empty";
  const what = asked.get("gap") ?? asked.get("topic") ?? asked.get("items") ?? "";
  const id = [name, what, seed].filter((part) => part !== "").join("-");
  const kept = await (await learnerLog()).getSlot(slotOf(id));
  const known = new Set<string>(catalog.items.map((item) => item.id));
  if (isSession(kept) && kept.turns.every((turn) => known.has(turn.item))) return kept;
  const queue = queueOf(name, asked, seed, catalog, state, Date.now());
  if (queue.length === 0) return "empty";
  return startSession(id, name === "diagnostic" ? "diagnostic" : "practice", queue);
}

const isSession = (value: unknown): value is Session =>
  typeof value === "object" && value !== null && "turns" in value && Array.isArray(value.turns) && "current" in value;

function queueOf(
  name: SetName,
  asked: URLSearchParams,
  seed: number,
  catalog: Catalog,
  state: LearnerState,
  now: number,
): Asked[] {
  const count = Number(asked.get("n")) || usual;
  const choose = (filter: Filter) => chooseItems(filter, catalog, state.last, seed, count);
  const byWeakness = (gaps: readonly GapId[]) =>
    pick({ gaps }, state, catalog, now, seed, count).map(({ item }) => ({ item, seed: seedFor(seed, item) }));
  switch (name) {
    case "diagnostic":
      return chooseDiagnostic(catalog, state.last, seed);
    case "today":
      return (today(state, catalog, now)?.items ?? []).map((item) => ({ item, seed: seedFor(seed, item) }));
    case "weakest":
      return state.answers.length === 0 ? [] : byWeakness(weakestGaps(state, catalog, now, 2).map(({ gap }) => gap));
    case "mixed":
      return byWeakness(catalog.gaps.map(({ id }) => id));
    case "wrong":
      return choose({ history: "wrong" });
    case "unseen":
      return choose({ history: "unseen" });
    case "gap": {
      const gap = catalog.gaps.find(({ id }) => id === asked.get("gap"))?.id;
      const picked = gap ? byWeakness([gap]) : [];
      // What was right within two weeks rests; a learner who asks for this gap all the same gets what there is.
      return picked.length > 0 || !gap ? picked : choose({ gap });
    }
    case "items": {
      // Named one by one, by a report: in its order, and only what the catalog still has.
      const bank = new Set(catalog.items.map(({ id }) => id));
      const named = (asked.get("items") ?? "").split(",") as ItemId[];
      return [...new Set(named)].flatMap((item) => (bank.has(item) ? [{ item, seed: seedFor(seed, item) }] : []));
    }
    case "topic":
      return choose({ topic: asked.get("topic") as TopicId });
    default:
      return name satisfies never;
  }
}

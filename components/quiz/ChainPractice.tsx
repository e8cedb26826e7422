"use client";
/** A follow-up chain by its address: `?chain=consensus-raft.chain.commit`, `&from=<rung>` to begin with one rung. */
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { learnerLog, useLearner } from "@/components/learner/learner-store";
import { ButtonLink } from "@/components/ui/Button";
import { Empty } from "@/components/ui/Empty";
import { isLocale, type Locale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import type { Catalog } from "@/lib/quiz/catalog";
import { type Chain, startChain } from "@/lib/quiz/chain";
import { ChainPlay } from "./ChainPlay";
import { blank, type ChainPlace, isChainPlace, slotOfChain } from "./useChain";

type Begun = { chain: Chain; place: ChainPlace };

export function ChainPractice({ asked }: { asked: URLSearchParams }) {
  const t = useTranslations("chain");
  const router = useRouter();
  const locale = useLocale();
  const catalog = useLearner((learner) => learner.catalog);
  const fault = useLearner((learner) => learner.fault);
  const [begun, setBegun] = useState<Begun | "unknown" | "failed">();
  const [id, from, seed] = [asked.get("chain"), asked.get("from"), asked.get("seed")];

  // The seed names the play: it is drawn once and put into the address, so that a reload finds the play where it stood.
  useEffect(() => {
    if (seed) return;
    const query = new URLSearchParams(asked);
    query.set("seed", String(crypto.getRandomValues(new Uint32Array(1))[0]));
    router.replace(`?${query}`, { scroll: false });
  }, [seed, asked, router]);

  useEffect(() => {
    if (!seed || !id || !catalog || !isLocale(locale) || begun) return;
    begin(locale, catalog, id, from, seed).then(setBegun, () => setBegun("failed"));
  }, [seed, id, from, catalog, locale, begun]);

  if (!isLocale(locale)) return null;
  if (begun === "unknown" || begun === "failed")
    return (
      <Empty action={<ButtonLink href={localePath(locale, "/practice")}>{t("toPractice")}</ButtonLink>}>
        {t(begun)}
      </Empty>
    );
  if (!begun || !catalog)
    return (
      <div className="wait mx-auto min-h-96 max-w-[42em]" aria-busy="true">
        <p className="p-6 text-m text-ink-2">{fault ? `${fault.what} ${fault.mend}` : t("loading")}</p>
      </div>
    );
  return <ChainPlay chain={begun.chain} begun={begun.place} catalog={catalog} seed={Number(seed)} />;
}

/** The play as it was left, or a new one; unknown where the bank has no such chain. */
async function begin(
  locale: Locale,
  catalog: Catalog,
  id: string,
  from: string | null,
  seed: string,
): Promise<Begun | "unknown"> {
  const topic = catalog.chains.find((each) => each.id === id)?.topic;
  if (!topic) return "unknown";
  const response = await fetch(`${localePath(locale, `/topics/${topic}`)}/chains.json`);
  if (!response.ok) throw new TypeError(`${response.url} answered ${response.status}`);
  const chain = ((await response.json()) as Chain[]).find((each) => each.id === id);
  if (!chain) return "unknown";
  const session = `chain-${seed}`;
  const kept = await (await learnerLog()).getSlot(slotOfChain(session));
  const isKept = isChainPlace(kept) && kept.play.chain === id;
  return { chain, place: isKept ? kept : { play: startChain(chain, session, from), draft: blank } };
}

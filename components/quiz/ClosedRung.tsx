"use client";
import { useTranslations } from "next-intl";
import type { Item } from "@/lib/quiz/catalog";
import type { Rung } from "@/lib/quiz/chain";
import { shareOf } from "@/lib/quiz/score";
import { startSession, turnOf } from "@/lib/quiz/session";
import { AnswerItem } from "./AnswerItem";
import { Hints } from "./OpenRung";
import type { ChainSitting } from "./useChain";
import { useSession } from "./useSession";

type Props = {
  item: Item;
  seed: number;
  rung: Rung;
  sitting: ChainSitting;
  misconceptions: Readonly<Record<string, { text: string }>>;
};

/** A rung that is a question of the bank: answered and recorded like any other, in the play's own session. */
export function ClosedRung({ item, seed, rung, sitting: chain, misconceptions }: Props) {
  const t = useTranslations("chain");
  const sitting = useSession(startSession(chain.play.session, "practice", [{ item: item.id, seed }]));
  const turn = turnOf(sitting.session);
  if (!turn) return null;
  const { score, response, elapsedMs, state } = turn;
  return (
    <AnswerItem
      item={item}
      turn={turn}
      sitting={sitting}
      heading="h2"
      misconceptions={misconceptions}
      keys
      onward={{
        label: t("next"),
        go: () => score && chain.closeWith({ response, share: shareOf(score), elapsedMs: Math.round(elapsedMs) }),
      }}
    >
      <Hints rung={rung} taken={chain.play.hints} onTake={state === "open" ? chain.hint : undefined} />
    </AnswerItem>
  );
}

"use client";
import { useTranslations } from "next-intl";
import type { ItemAnswered } from "@/lib/learner/events";
import type { Revisions } from "@/lib/learner/rescore";

type Props = { was: ItemAnswered["score"]; now: ItemAnswered["score"]; revision: Revisions };

/** Says of an answer to a corrected question what it earned at the time and what it earns by today's key. */
export function Remarked({ was, now, revision }: Props) {
  const t = useTranslations("quiz");
  return (
    <p className="num mb-4 text-m text-warn" data-remarked="">
      {t("remarked", {
        ...revision,
        wasEarned: short(was.earned),
        wasPossible: short(was.possible),
        earned: short(now.earned),
        possible: short(now.possible),
      })}
    </p>
  );
}

const short = (points: number): number => Math.round(points * 100) / 100;

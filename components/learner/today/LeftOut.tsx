"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { DayPlan } from "@/lib/learner/day-plan";
import type { Catalog } from "@/lib/quiz/catalog";

type Entry = DayPlan["left"][number];
type NoteLeft = Extract<Entry, { code: "note-unread" }>;

/** What the plan does not hold, so that nobody takes it for everything. */
export function LeftOut({ plan: { left, horizon }, catalog }: { plan: DayPlan; catalog: Catalog }) {
  const t = useTranslations("plan.left");
  const notes = left.filter((entry): entry is NoteLeft => entry.code === "note-unread");
  const others = left.filter((entry) => entry.code !== "note-unread");
  const by = horizon === null ? t("byTwoWeeks") : t("byInterview");
  const title = (topic: NoteLeft["topic"]) => catalog.topics[topic]?.title ?? "";
  return (
    <div className="plan-left">
      <h3 className="h4 mb-3">{t("title")}</h3>
      {left.length === 0 ? <p className="text-m text-ink-2">{t("nothing")}</p> : null}
      <ul className="lines text-m">
        {others.map((entry) => (
          <li key={"gap" in entry ? entry.gap : entry.code}>{wordsOf(entry, catalog, by, t)}</li>
        ))}
        {notes.length > 0 ? (
          <li>
            <details>
              <summary className="link">
                {t("notes", { count: notes.length, minutes: notes.reduce((sum, { minutes }) => sum + minutes, 0) })}
              </summary>
              <p className="mt-1.5 text-ink-2">{notes.map(({ topic }) => title(topic)).join(t("comma"))}</p>
            </details>
          </li>
        ) : null}
      </ul>
    </div>
  );
}

type Words = ReturnType<typeof useTranslations<"plan.left">>;

function wordsOf(entry: Exclude<Entry, NoteLeft>, catalog: Catalog, by: string, t: Words) {
  const b = (words: ReactNode) => <b className="font-semibold">{words}</b>;
  switch (entry.code) {
    case "gap-short": {
      const gap = catalog.gaps.find(({ id }) => id === entry.gap)?.title ?? "";
      const key = entry.minutes === null ? "gapLong" : entry.isBegun ? "gapShort" : "gapNotBegun";
      return t.rich(key, { gap, by, minutes: entry.minutes ?? 0, b });
    }
    case "gap-untested":
      return t.rich("gapUntested", { gap: catalog.gaps.find(({ id }) => id === entry.gap)?.title ?? "", b });
    case "beyond":
      return t("beyond", { days: entry.days });
    case "reviews-waiting":
      return t("reviews", { count: entry.count, minutes: entry.minutes });
    case "mock-too-long":
      return t("mockTooLong", { minutes: entry.minutes });
    case "nothing-new":
      return t("nothingNew");
    case "no-time":
      return t("noTime");
    default:
      return entry satisfies never;
  }
}

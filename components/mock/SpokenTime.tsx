"use client";
import { useTranslations } from "next-intl";
import { LiveRegion } from "@/components/ui/LiveRegion";
import { remainingMs } from "@/lib/mock/clock";
import type { Exam } from "./exam";
import { useExam } from "./useExam";
import { useSpan } from "./words";

/** From here on an announcement interrupts. */
const urgentMs = 30_000;

/** Half time, 10, 5 and 1 min politely; 30 s at once; and when a section has used up its time. */
export function SpokenTime({ exam, sections }: { exam: Exam; sections: readonly string[] }) {
  const t = useTranslations("mock.spoken");
  const span = useSpan();
  const spoken = useExam(exam, (state) => state.spoken);
  const isUrgent = spoken?.type === "announce" && spoken.remainingMs <= urgentMs;
  const words = (() => {
    if (!spoken) return "";
    if (spoken.type === "section-over") return t("sectionOver", { section: sections[spoken.section] ?? "" });
    const left = span(spoken.remainingMs);
    return spoken.isHalf ? t("half", { left }) : t("left", { left });
  })();
  return (
    <>
      <LiveRegion>{isUrgent ? "" : words}</LiveRegion>
      <LiveRegion urgent>{isUrgent ? words : ""}</LiveRegion>
    </>
  );
}

/** The used part of the time as a line; it goes with the clock when that is hidden. */
export function TimeRail({ exam }: { exam: Exam }) {
  const percent = useExam(exam, ({ clock, isClockHidden }) => {
    const left = remainingMs(clock);
    const given = clock.given.durationMs;
    return isClockHidden || left === null || given === null ? null : Math.round(1000 * (1 - left / given)) / 10;
  });
  return <div className="exam-rail">{percent === null ? null : <i style={{ width: `${percent}%` }} />}</div>;
}

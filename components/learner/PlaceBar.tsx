"use client";
import { useTranslations } from "next-intl";
import { IntervalBar } from "@/components/ui/Meter";
import type { PlaceReading } from "@/lib/learner/places";
import { usePlaceReading } from "./place-readings";

type Words = ReturnType<typeof useTranslations<"ui">>;

const barOf = (reading: PlaceReading | undefined, t: Words) => {
  if (!reading?.level || !reading.band) return { interval: null, label: t("untested") };
  const interval = {
    low: Math.round(reading.level.lo),
    middle: Math.round(reading.level.mid),
    high: Math.round(reading.level.hi),
  };
  const band = t(`band.${reading.band}`);
  // Before ten answers the bar is drawn and no number is said.
  return {
    interval,
    label: reading.mayNumber ? t("interval", { low: interval.low, high: interval.high, band }) : band,
  };
};

/** A prerequisite's state: its word and its bar. */
export function PlaceBar({ place }: { place: string }) {
  const t = useTranslations("ui");
  const bar = barOf(usePlaceReading(place), t);
  return <IntervalBar interval={bar.interval} label={bar.label} />;
}

export function PlaceWord({ place }: { place: string }) {
  const t = useTranslations("ui");
  const band = usePlaceReading(place)?.band;
  return <span className="cap">{band ? t(`band.${band}`) : t("untested")}</span>;
}

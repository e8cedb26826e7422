"use client";
import { useTranslations } from "next-intl";
import { Mark } from "@/components/ui/Badge";
import { usePlaceReading } from "./place-readings";

/** The band of a topic or gap as a symbol and a word; untested until there is evidence enough for one. */
export function PlaceMark({ place }: { place: string }) {
  const t = useTranslations("ui");
  const band = usePlaceReading(place)?.band;
  return (
    <Mark tone={band ? "accent" : "hint"} icon={band ? "form" : "none"}>
      {band ? t(`band.${band}`) : t("untested")}
    </Mark>
  );
}

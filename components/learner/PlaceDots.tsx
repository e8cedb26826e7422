"use client";
import { useTranslations } from "next-intl";
import { Dots } from "@/components/ui/Meter";
import { usePlaceReading } from "./place-readings";

/** A topic's level as five dots; hatched until there is evidence enough for a band. */
export function PlaceDots({ place }: { place: string }) {
  const t = useTranslations("ui");
  const band = usePlaceReading(place)?.band ?? null;
  return <Dots level={band} label={band ? t("dots", { band: t(`band.${band}`), level: band }) : t("untested")} />;
}

"use client";
import { useLocale, useTranslations } from "next-intl";
import { TextLink } from "@/components/ui/TextLink";
import { isLocale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import { dayText } from "./dates";
import { PlaceBar } from "./PlaceBar";
import { PlaceMark } from "./PlaceMark";
import { usePlaceReading } from "./place-readings";

/** What the answers say of the topic or gap being read: a word, the bar, how much evidence. Untested is hatched, with no number. */
export function MyPlace({ place, details }: { place: string; details: boolean }) {
  const t = useTranslations("mine");
  const locale = useLocale();
  const reading = usePlaceReading(place);
  const band = reading?.band;
  if (!isLocale(locale)) return null;
  return (
    <>
      <div className="my-state">
        <PlaceMark place={place} />
        <PlaceBar place={place} />
      </div>
      {!details ? null : reading && reading.n > 0 ? (
        <>
          <dl className="mine-facts num">
            <dt>{t("evidence")}</dt>
            <dd>{t("answers", { count: reading.n })}</dd>
            <dt>{t("last")}</dt>
            <dd>{reading.last === null ? "" : dayText(reading.last, locale)}</dd>
          </dl>
          {band ? null : <p className="cap mt-2">{t("tooFew")}</p>}
          <p className="mt-2">
            <TextLink href={localePath(locale, "/dashboard")} prefetch={false}>
              {t("why")}
            </TextLink>
          </p>
        </>
      ) : (
        <p className="cap mt-2">{t("none")}</p>
      )}
    </>
  );
}

import { PlaceBar } from "@/components/learner/PlaceBar";
import { PlaceMark } from "@/components/learner/PlaceMark";
import { TextLink } from "@/components/ui/TextLink";
import type { GapSummary } from "@/lib/content/pages";
import type { Locale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";

/** What the notes hold of their reader, and what the answers say: hatched until something has been tested. */
export function GapRows({
  gaps,
  locale,
  roomy = false,
}: {
  gaps: readonly GapSummary[];
  locale: Locale;
  roomy?: boolean;
}) {
  return (
    <ol className={roomy ? "gap-rows roomy" : "gap-rows"}>
      {gaps.map(({ id, number, title, judgement, hasPage }) => (
        <li key={id}>
          <span className="no">{number}</span>
          <div className="min-w-0">
            <span className="nm">
              {hasPage ? <TextLink href={localePath(locale, `/gaps/${id}`)}>{title}</TextLink> : title}
            </span>
            <p>{judgement}</p>
          </div>
          <PlaceBar place={id} />
          <PlaceMark place={id} />
        </li>
      ))}
    </ol>
  );
}

import { getTranslations } from "next-intl/server";
import { PlaceDots } from "@/components/learner/PlaceDots";
import { TextLink } from "@/components/ui/TextLink";
import type { TrackList } from "@/lib/content/pages";
import type { Locale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";

export const sidebarId = "tracks";

type Props = { tracks: TrackList; topic: string; locale: Locale };

/**
 * The tracks as a quiet list: the one being read and its neighbours are open, the others one press away. Below 960 px
 * the same element is a popover, opened by any button with `popoverTarget={sidebarId}`; neither needs JavaScript.
 */
export async function Sidebar({ tracks, topic, locale }: Props) {
  const [t, topics] = await Promise.all([getTranslations("topic"), getTranslations("topics")]);
  const here = tracks.findIndex((track) => track.topics.some(({ id }) => id === topic));
  return (
    <nav className="rail" id={sidebarId} popover="auto" aria-label={t("tracks")}>
      {tracks.map((track, at) => (
        <details key={track.id} open={Math.abs(at - here) <= 1} className="trk">
          <summary>
            <span className="letter">{track.letter}</span>
            {track.title}
            <span className="count num">{track.topics.length}</span>
          </summary>
          <ul>
            {track.topics.map(({ id, title, state }) => (
              <li key={id}>
                {state === "planned" ? (
                  <span className="planned" title={topics("planned")}>
                    {title}
                    <span className="sr"> {topics("planned")}</span>
                  </span>
                ) : (
                  <TextLink href={localePath(locale, `/topics/${id}`)} aria-current={id === topic ? "page" : undefined}>
                    <span className="min-w-0 flex-1">{title}</span>
                    <PlaceDots place={id} />
                  </TextLink>
                )}
              </li>
            ))}
          </ul>
        </details>
      ))}
    </nav>
  );
}

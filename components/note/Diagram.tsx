import { useTranslations } from "next-intl";
import { InlineText } from "@/components/ui/InlineText";

type Props = { id: string; caption: string; alt: string; wide: string; narrow: string };

/** A drawing made at build, once for the page and once for a phone; the same in words folds out under it. */
export function Diagram({ id, caption, alt, wide, narrow }: Props) {
  const t = useTranslations("note");
  return (
    <figure className="fig diagram" id={`fig-${id}`}>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: drawn at build from our own notes */}
      <div className="on-wide" dangerouslySetInnerHTML={{ __html: wide }} />
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: as above */}
      <div className="on-narrow" dangerouslySetInnerHTML={{ __html: narrow }} />
      <figcaption>
        <InlineText text={caption} />
        <details>
          <summary>{t("inWords")}</summary>
          <p>
            <InlineText text={alt} />
          </p>
        </details>
      </figcaption>
    </figure>
  );
}

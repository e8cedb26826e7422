import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";

type Props = ComponentProps<"pre"> & { "data-lang"?: string; "data-name"?: string; "data-numbered"?: string };

/** A highlighted listing. Long lines scroll inside it, by keyboard too, so it is a named region with a tab stop. */
export function Listing({ children, "data-lang": lang = "text", "data-name": name, "data-numbered": numbered }: Props) {
  const t = useTranslations("note");
  const look = numbered === undefined ? "code" : "code numbered";
  const label = t("listing", { lang: name === undefined ? lang : `${lang}, ${name}` });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1)
    // biome-ignore lint/a11y/useSemanticElements: the element must stay a <pre>
    <pre className={look} tabIndex={0} role="region" aria-label={label}>
      {children}
    </pre>
  );
}

import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon";

const kinds = {
  note: { look: "callout-note", icon: "info" },
  pitfall: { look: "callout-pitfall", icon: "alert" },
  source: { look: "", icon: "quote" },
} as const satisfies Record<string, { look: string; icon: IconName }>;

type Props = {
  /** `deep-dive` is closed until the reader opens it, without JavaScript too. */
  kind: keyof typeof kinds | "deep-dive";
  label: string;
  children: ReactNode;
};

/** A passage beside the main line of a note: a note, a pitfall, a deep dive, a source. */
export function Callout({ kind, label, children }: Props) {
  if (kind === "deep-dive") {
    return (
      <details className="callout">
        <summary>
          <Icon name="chevron-right" className="turn" />
          {label}
        </summary>
        {children}
      </details>
    );
  }
  const { look, icon } = kinds[kind];
  return (
    <div className={`callout ${look}`}>
      <div className="lbl">
        <Icon name={icon} />
        {label}
      </div>
      {children}
    </div>
  );
}

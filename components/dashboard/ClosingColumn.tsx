"use client";
/** When a gap closes, what of that is met, and the way to another rule. */
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Icon } from "@/components/ui/Icon";
import type { GapId } from "@/lib/ids";
import type { Closing } from "@/lib/mastery/closing";
import { RuleDialog } from "./RuleDialog";

type Props = { gap: GapId; title: string; closing: Closing };

export function ClosingColumn({ gap, title, closing }: Props) {
  const t = useTranslations("dashboard.rule");
  const [isEditing, setEditing] = useState(false);
  const { rule, statements, isDeepMet, isDeepNowhere } = closing;
  const of = statements.length;
  const shown = statements.filter(({ items, kinds }) => items === 0 && kinds === 0).length;
  const spaced = statements.filter(({ isSpaced }) => isSpaced).length;
  const deep = statements.filter((statement) => statement.deep > 0).length;
  return (
    <>
      {rule.by === "standard" ? null : (
        <p className={`mb-1.5 text-s ${rule.by === "unreadable" ? "text-warn" : "text-ink-3"}`}>{t(`by.${rule.by}`)}</p>
      )}
      <ul className="num">
        <Met isMet={shown === of}>{t("items", { items: rule.items, kinds: rule.kinds, met: shown, of })}</Met>
        {rule.days > 0 ? <Met isMet={spaced === of}>{t("days", { days: rule.days, met: spaced, of })}</Met> : null}
        {rule.deep === 1 ? (
          <Met isMet={deep === 0 && isDeepMet}>
            {t("deep")}
            {isDeepNowhere
              ? t("deepNowhere")
              : deep > 0 || !isDeepMet
                ? t("deepLeft", { left: Math.max(1, deep) })
                : ""}
          </Met>
        ) : null}
      </ul>
      <p className="no-print mt-2">
        <button type="button" className="link" onClick={() => setEditing(true)}>
          {t("edit")}
        </button>
      </p>
      <RuleDialog isOpen={isEditing} onClose={() => setEditing(false)} gap={gap} title={title} rule={rule} />
    </>
  );
}

function Met({ isMet, children }: { isMet: boolean; children: React.ReactNode }) {
  const t = useTranslations("dashboard");
  return (
    <li className="met">
      <span className={isMet ? "text-good" : "text-ink-3"}>
        <Icon name={isMet ? "check" : "none"} />
        <span className="sr">{t(isMet ? "met" : "notMet")}</span>
      </span>
      <span>{children}</span>
    </li>
  );
}

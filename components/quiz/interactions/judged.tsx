"use client";
/** How a judged row looks: one place for the words, colours and reasons of all interactions. */
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Icon } from "@/components/ui/Icon";
import { InlineText } from "@/components/ui/InlineText";
import type { Note, Part } from "@/lib/quiz/item";

export const noteOf = (part: Part | undefined, id: string): Note | undefined =>
  part?.notes.find((note) => note.id === id);

type Verdict = "key" | "wrong" | "missed";
const rows = { key: "opt is-key", wrong: "opt is-wrong", missed: "opt is-missed" } as const;

export const verdictOf = (note: Note | undefined): Verdict | undefined =>
  note && note.verdict !== "plain" ? note.verdict : undefined;

export const rowClass = (note: Note | undefined): string => {
  const verdict = verdictOf(note);
  return verdict ? rows[verdict] : "opt";
};

/** The word for a verdict on something the learner took or left. */
export function useVerdictLabel(): (note: Note | undefined, taken: boolean) => string | undefined {
  const t = useTranslations("quiz.verdict");
  return (note, taken) => {
    const verdict = verdictOf(note);
    if (!verdict) return undefined;
    return verdict === "key" && taken ? t("keyTaken") : t(verdict);
  };
}

type MarkProps = {
  note: Note | undefined;
  label: string | undefined;
  /** What was missed is a lack in the answer, and not the answer shown. */
  isLack?: boolean;
};

export function Mark({ note, label, isLack = false }: MarkProps): ReactNode {
  const verdict = verdictOf(note);
  if (!verdict || !label) return null;
  const lacks = isLack && verdict === "missed";
  return (
    <span className={`mark ${verdict === "wrong" ? "text-bad" : lacks ? "text-ink-2" : "text-good"}`}>
      <Icon name={verdict === "wrong" ? "x" : lacks ? "none" : "check"} />
      {label}
    </span>
  );
}

/** Why a row is right, or why it tempts. */
export function Why({ note }: { note: Note | undefined }): ReactNode {
  if (!note?.rationale) return null;
  return (
    <span className="why">
      <InlineText text={note.rationale} />
    </span>
  );
}

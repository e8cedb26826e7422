"use client";
/** The day of the interview, the minutes of a day, the days away: what a plan is made from. */
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/Button";
import { Field } from "@/components/ui/Field";
import { FormDialog } from "@/components/ui/FormDialog";
import { IconButton } from "@/components/ui/IconButton";
import { isLocale } from "@/lib/i18n/locales";
import type { NewEvent } from "@/lib/learner/events";
import { awayText, type Stretch, stretchesOf } from "@/lib/schedule/away";
import type { LocalDay } from "@/lib/schedule/local-day";
import { dayText, noonOf } from "./dates";
import { record } from "./learner-store";

export type PlanChoice = { date?: LocalDay | undefined; minutes: number; away: string };

type Props = { open: boolean; onClose: () => void; choice: PlanChoice; today: LocalDay };

export function PlanDialog({ open, onClose, choice, today }: Props) {
  const t = useTranslations("plan.dialog");
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title={t("title")}
      words={{ close: t("close"), cancel: t("cancel"), save: t("save") }}
    >
      {(id) => <PlanForm id={id} choice={choice} today={today} onClose={onClose} />}
    </FormDialog>
  );
}

/** A plan below this asks for no question; one above is no day's study. */
const minutesRange = { least: 5, most: 480 } as const;

type Row = Stretch & { key: number };

function PlanForm({ id, choice, today, onClose }: Omit<Props, "open"> & { id: string }) {
  const t = useTranslations("plan.dialog");
  const [date, setDate] = useState(choice.date !== undefined && choice.date >= today ? choice.date : "");
  const [minutes, setMinutes] = useState(String(choice.minutes));
  const [away, setAway] = useState<readonly Row[]>(() =>
    stretchesOf(choice.away)
      .filter(({ to }) => to >= today)
      .map((stretch, key) => ({ ...stretch, key })),
  );
  const [isTried, setTried] = useState(false);
  const isGone = date !== "" && date < today;
  const count = Number(minutes);
  const isMany = !Number.isInteger(count) || count < minutesRange.least || count > minutesRange.most;

  async function save(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (isGone || isMany) return;
    const text = awayText(
      away.filter(({ from, to }) => from !== "" && to !== ""),
      today,
    );
    const changes: NewEvent[] = [
      ...(date === (choice.date ?? "") ? [] : [settingOf("interview.date", date)]),
      ...(count === choice.minutes ? [] : [settingOf("interview.minutes", count)]),
      ...(text === choice.away ? [] : [settingOf("interview.away", text)]),
    ];
    if (changes.length > 0) await record(...changes);
    onClose();
  }

  return (
    <form id={id} onSubmit={save} noValidate className="grid gap-6">
      <div className="grid items-start gap-5 sm:grid-cols-2">
        <Field
          type="date"
          label={t("date")}
          min={today}
          value={date}
          onChange={(event) => setDate(event.target.value)}
          hint={t("dateHint")}
          error={isTried && isGone ? t("dateGone") : undefined}
        />
        <Field
          type="number"
          inputMode="numeric"
          className="num w-24"
          label={t("minutes")}
          unit={t("minutesUnit")}
          min={minutesRange.least}
          max={minutesRange.most}
          value={minutes}
          onChange={(event) => setMinutes(event.target.value)}
          error={isTried && isMany ? t("minutesWrong", minutesRange) : undefined}
        />
      </div>
      <AwayList away={away} today={today} onChange={setAway} />
    </form>
  );
}

const settingOf = (key: string, value: string | number): NewEvent => ({ type: "setting-set", body: { key, value } });

type AwayProps = { away: readonly Row[]; today: LocalDay; onChange: (away: readonly Row[]) => void };

function AwayList({ away, today, onChange }: AwayProps) {
  const t = useTranslations("plan.dialog");
  const locale = useLocale();
  const addId = useId();
  if (!isLocale(locale)) return null;
  const change = (key: number, part: Partial<Stretch>) =>
    onChange(away.map((row) => (row.key === key ? { ...row, ...part } : row)));
  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="mb-1.5 text-m font-medium">{t("away")}</legend>
      {away.length === 0 ? <p className="cap">{t("awayNone")}</p> : null}
      {away.map(({ key, from, to }) => (
        <div key={key} className="flex flex-wrap items-center gap-2">
          <Field
            type="date"
            label={t("from")}
            hideLabel
            value={from}
            onChange={({ target: { value } }) => change(key, { from: value, ...(to < value && { to: value }) })}
          />
          <span className="text-m text-ink-3">{t("to")}</span>
          <Field
            type="date"
            label={t("until")}
            hideLabel
            min={from}
            value={to}
            onChange={({ target: { value } }) => change(key, { to: value })}
          />
          <IconButton
            icon="x"
            label={t("remove", {
              from: from ? dayText(noonOf(from), locale) : "",
              to: to ? dayText(noonOf(to), locale) : "",
            })}
            onClick={() => {
              onChange(away.filter((row) => row.key !== key));
              // The button goes with its row; the focus stays in the list.
              document.getElementById(addId)?.focus();
            }}
          />
        </div>
      ))}
      <p>
        <Button
          id={addId}
          size="s"
          icon="plus"
          onClick={() =>
            onChange([...away, { from: today, to: today, key: Math.max(-1, ...away.map(({ key }) => key)) + 1 }])
          }
        >
          {t("add")}
        </Button>
      </p>
    </fieldset>
  );
}

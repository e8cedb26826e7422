"use client";
/** The model's own parameters, its network and its seed. What may change during a run is a choice in it; the rest begins anew. */
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Button } from "@/components/ui/Button";
import { Segmented } from "@/components/ui/Segmented";
import { defaults, type Net, type ParamSpec, type ParamValue } from "@/lib/sim/model";
import { textWidth } from "./layout";
import { useRun, useRunStore } from "./RunProvider";
import { isOffered, refusalOf, verbs, worldOf } from "./run";
import { useLabLocale, valueText } from "./wording";

export function Parameters() {
  const t = useTranslations("labs");
  const store = useRunStore();
  const lab = useRun((run) => run.lab);
  const aim = useRun((run) => run.aim);
  const settings = useRun((run) => run.settings);
  const now = useRun((run) => worldOf(run).p) as Readonly<Record<string, ParamValue>>;
  const isFree = aim.is === "free";
  const isRestarted = useRun((run) => run.n === 0 && run.notice?.what === "restarted");
  // In a task what may be changed depends on the moment.
  useRun((run) => (run.aim.is === "free" ? undefined : worldOf(run)));
  const change = (name: string, spec: ParamSpec, value: ParamValue) => {
    if (value === now[name]) return;
    if (spec.live && (store.getState().n > 0 || !isFree)) verbs.act(store, { do: "set", name, value });
    else verbs.restart(store, { p: { ...settings.p, [name]: value } });
  };
  const mayChange = (name: string, spec: ParamSpec): boolean => {
    if (isFree) return true;
    if (!spec.live || !isOffered(store.getState(), "set")) return false;
    return (
      aim.is !== "task" ||
      tries(spec).some(
        (value) => value !== now[name] && refusalOf(store.getState(), { do: "set", name, value }) === undefined,
      )
    );
  };
  return (
    <section className="card full" aria-labelledby="lab-params">
      <div className="card-head">
        <h2 id="lab-params" className="h4">
          {t("params.title")}
        </h2>
        <span className="cap">{t(isFree ? "params.about" : "params.fixed")}</span>
      </div>
      {isRestarted ? (
        // Said aloud beside the stage already, which may be out of sight from here.
        <p className="lab-notice mb-4" aria-hidden="true">
          {t("notice.restarted")}
        </p>
      ) : null}
      <div className="lab-params">
        {Object.entries(lab.model.params).map(([name, spec]) => (
          <Param
            key={name}
            spec={spec}
            value={now[name] ?? spec.default}
            isOther={now[name] !== (defaults(lab.model.params) as Record<string, ParamValue>)[name]}
            disabled={!mayChange(name, spec)}
            onChange={(value) => change(name, spec, value)}
          />
        ))}
      </div>
      {isFree ? (
        <details className="lab-more">
          <summary>{t("params.network")}</summary>
          <div className="lab-params">
            <NetControls net={settings.net} onChange={(net) => verbs.restart(store, { net })} />
            <Seed key={settings.seed} seed={settings.seed} onChange={(seed) => verbs.restart(store, { seed })} />
          </div>
        </details>
      ) : null}
    </section>
  );
}

/** Values by which it is seen whether a parameter may change at all. */
function tries(spec: ParamSpec): ParamValue[] {
  if (spec.kind === "int") return [spec.min, spec.max, spec.default];
  if (spec.kind === "flag") return [true, false];
  return spec.options.map(({ id }) => id);
}

type ParamProps = {
  spec: ParamSpec;
  value: ParamValue;
  /** Otherwise than the model has it. */
  isOther: boolean;
  disabled: boolean;
  onChange: (value: ParamValue) => void;
};

/** Options stand side by side where they fit in a column of the panel, px. */
const roomForOptions = 230;

function Param({ spec, value, isOther, disabled, onChange }: ParamProps) {
  const t = useTranslations("labs");
  const locale = useLabLocale();
  const id = useId();
  const help = spec.help?.[locale];
  const flag = (on: boolean) => t(on ? "on" : "off");
  const options =
    spec.kind === "flag"
      ? [
          { value: "false", label: flag(false) },
          { value: "true", label: flag(true) },
        ]
      : spec.kind === "choice"
        ? spec.options.map((option) => ({ value: option.id, label: option.label[locale] }))
        : [];
  const isShort = options.reduce((sum, { label }) => sum + textWidth(label, 14) + 28, 0) <= roomForOptions;
  const take = (next: string) => onChange(spec.kind === "flag" ? next === "true" : next);
  return (
    <div className="lab-param">
      <div className="lab-param-head">
        {spec.kind === "int" || !isShort ? (
          <label htmlFor={id}>{spec.label[locale]}</label>
        ) : (
          <span aria-hidden="true">{spec.label[locale]}</span>
        )}
        <span className="num" data-other={isOther || undefined}>
          {spec.kind === "int" ? valueText(spec, value, locale, flag) : ""}
        </span>
      </div>
      {spec.kind === "int" ? (
        <Slider
          id={id}
          spec={spec}
          value={Number(value)}
          disabled={disabled}
          help={help ? `${id}-help` : undefined}
          onChange={onChange}
        />
      ) : isShort ? (
        <Segmented
          legend={spec.label[locale]}
          options={options}
          value={String(value)}
          disabled={disabled}
          onChange={take}
        />
      ) : (
        <select id={id} value={String(value)} disabled={disabled} onChange={(event) => take(event.target.value)}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
      {help ? (
        <p className="cap" id={`${id}-help`}>
          {help}
        </p>
      ) : null}
      {spec.live && !disabled ? <p className="cap">{t("params.live")}</p> : null}
    </div>
  );
}

type SliderProps = {
  id: string;
  spec: ParamSpec & { kind: "int" };
  value: number;
  disabled: boolean;
  help: string | undefined;
  onChange: (value: number) => void;
};

/** Changes when it is let go: a run must not begin anew at each pixel. */
function Slider({ id, spec, value, disabled, help, onChange }: SliderProps) {
  const locale = useLabLocale();
  const [held, setHeld] = useState<number>();
  const shown = held ?? value;
  const settle = () => {
    if (held !== undefined && held !== value) onChange(held);
    setHeld(undefined);
  };
  return (
    <input
      id={id}
      type="range"
      min={spec.min}
      max={spec.max}
      step={spec.step}
      value={shown}
      disabled={disabled}
      aria-describedby={help}
      aria-valuetext={spec.unit ? `${shown} ${spec.unit[locale]}` : String(shown)}
      title={String(shown)}
      onChange={(event) => setHeld(Number(event.target.value))}
      onPointerUp={settle}
      onKeyUp={settle}
      onBlur={settle}
    />
  );
}

const netRanges = {
  min: { max: 200, step: 5 },
  tail: { max: 200, step: 5 },
  loss: { max: 500, step: 10 },
  twice: { max: 500, step: 10 },
} as const satisfies Record<keyof Net, { max: number; step: number }>;

function NetControls({ net, onChange }: { net: Net; onChange: (net: Net) => void }) {
  const t = useTranslations("labs");
  const id = useId();
  return (Object.keys(netRanges) as (keyof Net)[]).map((name) => {
    const isShare = name === "loss" || name === "twice";
    const shown = isShare ? `${net[name] / 10} %` : `${net[name]} ms`;
    const label = { zh: t(`net.${name}`), en: t(`net.${name}`) };
    return (
      <div key={name} className="lab-param">
        <div className="lab-param-head">
          <label htmlFor={`${id}-${name}`}>{t(`net.${name}`)}</label>
          <span className="num">{shown}</span>
        </div>
        <Slider
          id={`${id}-${name}`}
          spec={{ kind: "int", min: 0, default: 0, label, ...netRanges[name] }}
          value={net[name]}
          disabled={false}
          help={undefined}
          onChange={(value) => onChange({ ...net, [name]: value })}
        />
      </div>
    );
  });
}

/** Seeds are whole numbers of 32 bits. */
const mostSeed = 4294967295;

function Seed({ seed, onChange }: { seed: number; onChange: (seed: number) => void }) {
  const t = useTranslations("labs");
  const id = useId();
  const [text, setText] = useState(String(seed));
  const next = Number(text);
  const isSeed = /^\d+$/.test(text) && next <= mostSeed;
  return (
    <form
      className="lab-param"
      onSubmit={(event) => {
        event.preventDefault();
        if (isSeed && next !== seed) onChange(next);
      }}
    >
      <div className="lab-param-head">
        <label htmlFor={id}>{t("seed.label")}</label>
      </div>
      <span className="flex gap-2">
        <input
          id={id}
          className="input min-w-0 flex-1"
          inputMode="numeric"
          value={text}
          aria-invalid={isSeed ? undefined : true}
          aria-describedby={`${id}-help`}
          onChange={(event) => setText(event.target.value.trim())}
        />
        <Button type="submit" aria-disabled={isSeed && next !== seed ? undefined : true}>
          {t("seed.use")}
        </Button>
      </span>
      <p className="cap" id={`${id}-help`}>
        {t(isSeed ? "seed.about" : "seed.wrong")}
      </p>
    </form>
  );
}

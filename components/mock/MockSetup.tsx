"use client";
/** The choice before a sitting, in the address: `?preset=classic&time=1.5&questions=fixed&interruption=strict`. */
import { useRouter, useSearchParams } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useView } from "@/components/learner/useView";
import { FleetingNotice } from "@/components/quiz/FleetingNotice";
import { useKeys } from "@/components/shell/keys";
import { Button } from "@/components/ui/Button";
import { FaultBox } from "@/components/ui/FaultBox";
import { Segmented } from "@/components/ui/Segmented";
import { Fault, type FaultParts } from "@/lib/fault";
import { isLocale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import type { MockId } from "@/lib/ids";
import { enoughItems } from "@/lib/mock/aim";
import { partsOf, type TimeFactor, timeGiven } from "@/lib/mock/assemble";
import type { Preset } from "@/lib/quiz/catalog";
import { useAttempts } from "./attempts";
import { type MockChoice, probeStorage, startMock } from "./start-mock";
import { useSpan } from "./words";

export type PresetCard = {
  preset: Pick<Preset, "id" | "title" | "minutes" | "sections" | "pause" | "choose">;
  plan: ReactNode;
};

const factors = ["1", "1.25", "1.5", "2", "10", "untimed"] as const;
const pauses = ["strict", "pause-on-interruption"] as const;
const kinds = ["aimed", "fixed"] as const;
const factorOf = (word: (typeof factors)[number]): TimeFactor =>
  word === "untimed" ? word : (Number(word) as Exclude<TimeFactor, "untimed">);

type Props = { cards: readonly PresetCard[] };

/** The choice that the address names; what it does not name is as the preset has it. */
export function MockSetup({ cards }: Props) {
  const asked = useSearchParams();
  const card = cards.find(({ preset }) => preset.id === asked.get("preset"));
  const factor = factors.find((word) => word === asked.get("time"));
  const pause = pauses.find((word) => word === asked.get("interruption"));
  const questions = kinds.find((word) => word === asked.get("questions"));
  return <Setup cards={cards} preset={card?.preset.id} factor={factor} pause={pause} questions={questions} />;
}

type Chosen = {
  preset?: MockId;
  factor?: (typeof factors)[number];
  pause?: MockChoice["pause"];
  questions?: (typeof kinds)[number];
};

/** The same as the server draws it, without an address: the first preset, its own time and rule. */
export function Setup({ cards, factor = "1", questions = "aimed", ...chosen }: Props & Chosen) {
  const t = useTranslations("mock");
  const card = cards.find(({ preset }) => preset.id === chosen.preset) ?? cards[0];
  if (!card) return null;
  const { preset } = card;
  const pause = chosen.pause ?? preset.pause;
  const choose = (change: Record<string, string>) => {
    const query = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(change)) query.set(name, value);
    window.history.replaceState(null, "", `?${query}`);
  };
  return (
    <div className="grid gap-10">
      <fieldset>
        <legend className="eyebrow mb-3">{t("setup.preset")}</legend>
        <div className="preset-cards">
          {cards.map(({ preset: { id, title }, plan }) => (
            <label key={id} className="preset-card">
              <input
                type="radio"
                name="preset"
                value={id}
                aria-label={title}
                aria-describedby={`plan-${id}`}
                checked={id === preset.id}
                onChange={() => choose({ preset: id })}
              />
              <span className="dot" aria-hidden="true" />
              <span id={`plan-${id}`}>{plan}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <div className="setup-rules">
        <div className="grid content-start gap-8">
          <TimeChoice preset={preset} factor={factor} onChange={(time) => choose({ time })} />
          {preset.choose ? (
            <QuestionChoice preset={preset} kind={questions} onChange={(kind) => choose({ questions: kind })} />
          ) : null}
          <fieldset className="grid gap-3">
            <legend className="eyebrow mb-3">{t("setup.interruption")}</legend>
            <div className="opts">
              {pauses.map((each) => (
                <label key={each} className="preset-card small">
                  <input
                    type="radio"
                    name="interruption"
                    value={each}
                    checked={each === pause}
                    onChange={() => choose({ interruption: each })}
                  />
                  <span className="dot" aria-hidden="true" />
                  <span>
                    <b className="block text-l">{t(`setup.${each}`)}</b>
                    <span className="text-m text-ink-2">{t(`setup.${each}-about`)}</span>
                  </span>
                </label>
              ))}
            </div>
          </fieldset>
        </div>
        <Before />
      </div>
      <Start
        choice={{ preset: preset.id, factor: factorOf(factor), pause, isAimed: questions === "aimed" }}
        preset={preset}
      />
    </div>
  );
}

type TimeProps = {
  preset: PresetCard["preset"];
  factor: (typeof factors)[number];
  onChange: (factor: (typeof factors)[number]) => void;
};

function TimeChoice({ preset, factor, onChange }: TimeProps) {
  const t = useTranslations("mock.setup");
  const span = useSpan();
  const { durationMs } = timeGiven(preset, factorOf(factor));
  return (
    <div className="grid justify-items-start gap-2">
      <p className="eyebrow" aria-hidden="true">
        {t("time")}
      </p>
      <Segmented
        legend={t("time")}
        options={factors.map((word) => ({ value: word, label: word === "untimed" ? t("untimed") : `${word}×` }))}
        value={factor}
        onChange={onChange}
      />
      <p className="cap num text-m" role="status">
        {durationMs === null
          ? t("timeUntimed")
          : factor === "1"
            ? t("timePlain", { time: span(durationMs) })
            : t("timeLonger", { time: span(durationMs) })}
      </p>
    </div>
  );
}

type QuestionProps = {
  preset: PresetCard["preset"];
  kind: (typeof kinds)[number];
  onChange: (kind: (typeof kinds)[number]) => void;
};

/** For a preset that may aim a part of its questions at the learner's gaps: how many, and the choice to have none. */
function QuestionChoice({ preset, kind, onChange }: QuestionProps) {
  const t = useTranslations("mock.setup");
  const aim = useView("aim");
  const { fixed, aimed } = partsOf(preset, aim);
  return (
    <div className="grid justify-items-start gap-2">
      <p className="eyebrow" aria-hidden="true">
        {t("questions")}
      </p>
      <Segmented
        legend={t("questions")}
        options={kinds.map((word) => ({ value: word, label: t(word) }))}
        value={aimed === 0 ? "fixed" : kind}
        onChange={onChange}
        disabled={aimed === 0}
      />
      <p className="cap num text-m" role="status">
        {aim === undefined
          ? " "
          : aimed === 0
            ? t("tooEarly", { count: fixed, enough: enoughItems })
            : kind === "aimed"
              ? t("aimedAbout", { fixed, aimed })
              : t("fixedAbout", { count: fixed + aimed })}
      </p>
    </div>
  );
}

function Before() {
  const t = useTranslations("mock.before");
  return (
    <section aria-labelledby="before" className="before">
      <h2 id="before" className="eyebrow mb-3">
        {t("title")}
      </h2>
      <ul>
        {(["marking", "saving", "return", "deadline", "offline", "keys"] as const).map((line) => (
          <li key={line}>{t(line)}</li>
        ))}
      </ul>
    </section>
  );
}

function Start({ choice, preset }: { choice: MockChoice; preset: PresetCard["preset"] }) {
  const t = useTranslations("mock");
  const ui = useTranslations("ui");
  const span = useSpan();
  const locale = useLocale();
  const router = useRouter();
  const attempts = useAttempts()?.mocks;
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<FaultParts & { mayGoOn: boolean }>();
  const { durationMs } = timeGiven(preset, choice.factor);
  const questions = preset.sections.flatMap(({ draw }) => draw).reduce((sum, { count }) => sum + count, 0);

  const begin = async (mode: "checked" | "anyway") => {
    if (!attempts || isBusy || !isLocale(locale)) return;
    setBusy(true);
    const refused = mode === "checked" ? await probeStorage() : undefined;
    if (refused) {
      const where = t("setup.storage.where", { reason: refused });
      setFault({ what: t("setup.storage.what"), where, mend: t("setup.storage.mend"), mayGoOn: true });
      setBusy(false);
      return;
    }
    try {
      const attempt = await startMock(choice, attempts, locale);
      router.push(`${localePath(locale, "/mock/run")}?attempt=${attempt}`);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      setFault({ what: error.what, where: error.where, mend: error.mend, mayGoOn: false });
      setBusy(false);
    }
  };
  useKeys(t("keys.title"), [{ keys: ["Enter"], label: t("setup.start"), run: () => void begin("checked") }]);

  return (
    <div className="grid gap-4">
      <FleetingNotice />
      {fault ? (
        <FaultBox
          what={fault.what}
          where={fault.where}
          mend={fault.mend}
          labels={{ where: ui("fault.where"), mend: ui("fault.mend") }}
          actions={
            fault.mayGoOn ? (
              <>
                <Button onClick={() => void begin("checked")}>{t("setup.checkAgain")}</Button>
                <Button onClick={() => void begin("anyway")}>{t("setup.startAnyway")}</Button>
              </>
            ) : null
          }
        />
      ) : null}
      {fault?.mayGoOn ? <p className="cap">{t("setup.anywayAbout")}</p> : null}
      <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
        <Button
          variant="primary"
          size="l"
          keyHint="Enter"
          busy={isBusy}
          disabled={!attempts}
          minutes={
            durationMs === null
              ? t("setup.sizeUntimed", { questions })
              : t("setup.size", { questions, time: span(durationMs) })
          }
          onClick={() => void begin("checked")}
        >
          {t("setup.start")}
        </Button>
        <span className="cap text-m">{t("setup.startAbout")}</span>
      </div>
    </div>
  );
}

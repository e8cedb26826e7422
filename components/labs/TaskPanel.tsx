"use client";
/** A task: predict, try, see each goal fall into place, and be told why. */
import { useTranslations } from "next-intl";
import { useContext, useEffect, useRef, useState } from "react";
import { Badge } from "@/components/ui/Badge";
import { Button } from "@/components/ui/Button";
import { Icon } from "@/components/ui/Icon";
import { TextLink } from "@/components/ui/TextLink";
import { localePath } from "@/lib/i18n/path";
import type { Grade } from "@/lib/sim/task";
import { type GoalState, goalsAt } from "./goals";
import { judge } from "./judge";
import { Predict, Predicted } from "./Predict";
import { rememberSolved, useSolved } from "./progress";
import { TaskQuestions } from "./questions";
import { useRun, useRunStore } from "./RunProvider";
import { type LabTask, nextOf, type Run, usedOf, verbs } from "./run";
import { letterOf, useLabLocale } from "./wording";

const isOver = (run: Run): boolean => nextOf(run) === undefined;

export function TaskPanel({ task }: { task: LabTask }) {
  const t = useTranslations("labs");
  const locale = useLabLocale();
  const store = useRunStore();
  const lab = useRun((run) => run.lab);
  const answer = useRun((run) => run.predicted[task.id]);
  const question = useContext(TaskQuestions)[task.id];
  const [hints, setHints] = useState(0);
  const [isGivenUp, setGivenUp] = useState(false);
  const solved = useSolved()[`${lab.id}.${task.id}`];
  const grade = useGrade(task);
  const isSolved = grade?.solved === true;
  const heading = useRef<HTMLHeadingElement>(null);
  const predict = (option: string) => {
    // The button that was pressed goes away with its question.
    heading.current?.focus();
    verbs.predict(store, task.id, option);
  };
  return (
    <section className="card lab-task" aria-labelledby="lab-task">
      <div className="card-head">
        <p className="eyebrow">{t("task.number", { id: letterOf(lab.tasks.indexOf(task)) })}</p>
        {solved !== undefined ? (
          <Badge tone="good" icon="check">
            {t("task.done", { used: solved })}
          </Badge>
        ) : null}
      </div>
      <h2 id="lab-task" ref={heading} tabIndex={-1}>
        {task.ask[locale]}
      </h2>
      {answer === undefined ? (
        <Predict ask={task.predict.ask} options={task.predict.options} maySkip onAnswer={predict} />
      ) : (
        <>
          <Predicted
            options={task.predict.options}
            answer={answer}
            because={task.predict.because}
            isRevealed={isSolved || isGivenUp}
          />
          <Goals task={task} />
          <Budget task={task} />
          <Verdict task={task} grade={grade} />
          {isSolved || isGivenUp ? <p className="lab-debrief">{task.debrief[locale]}</p> : null}
          {isGivenUp ? <Solution task={task} /> : null}
          <ol className="lab-hints">
            {task.hints.slice(0, hints).map((hint) => (
              <li key={hint.en}>{hint[locale]}</li>
            ))}
          </ol>
          <div className="flex flex-wrap gap-2">
            {hints < task.hints.length && !isSolved ? (
              <Button size="s" icon="bulb" onClick={() => setHints(hints + 1)}>
                {t("task.hint", { n: hints + 1, of: task.hints.length })}
              </Button>
            ) : null}
            <Button size="s" icon="repeat" onClick={() => verbs.reset(store)}>
              {t("task.reset")}
            </Button>
            {hints === task.hints.length && !isSolved && !isGivenUp ? (
              <Button size="s" variant="quiet" onClick={() => setGivenUp(true)}>
                {t("task.giveUp")}
              </Button>
            ) : null}
          </div>
        </>
      )}
      {question ? (
        <p className="cap">
          <TextLink href={`${localePath(locale, "/practice")}?set=items&items=${question}`} prefetch={false}>
            {t("task.asQuestion")}
          </TextLink>
        </p>
      ) : null}
    </section>
  );
}

const marks = {
  met: { icon: "check", ink: "text-good" },
  open: { icon: "none", ink: "text-ink-3" },
  lost: { icon: "x", ink: "text-bad" },
} as const;

export function Goals({ task }: { task: LabTask }) {
  const t = useTranslations("labs");
  const locale = useLabLocale();
  const replay = useRun((run) => run.replay);
  const start = useRun((run) => run.start);
  const n = useRun((run) => run.n);
  const states = goalsAt(task, replay, start, n);
  const stateOf = (id: string): GoalState => states.find((each) => each.id === id) ?? { id, is: "open" };
  return (
    <ul className="lab-goals" aria-label={t("task.goals")}>
      {task.goals.map((goal) => {
        const { is, at } = stateOf(goal.id);
        return (
          <li key={goal.id} data-goal={is}>
            <Icon name={marks[is].icon} className={marks[is].ink} />
            <span>
              {goal.text[locale]}
              <span className="cap">
                {at !== undefined
                  ? t(`goal.${is === "lost" ? "lostAt" : "metAt"}`, { n: at })
                  : t(goal.when === "keep" && is === "met" ? "goal.soFar" : `goal.${is}`)}
              </span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}

export function Budget({ task }: { task: LabTask }) {
  const t = useTranslations("labs");
  const used = useRun((run) => usedOf(run).used);
  const time = useRun((run) => run.t);
  return (
    <p className="lab-budget num">
      <span>{t("task.used", { used, budget: task.budget, par: task.solution.length })}</span>
      {task.mode.by === "time" ? <span>{t("task.until", { t: Math.round(time), until: task.mode.until })}</span> : null}
    </p>
  );
}

/** The grader's word on the run as it stands; undefined while the run has not come to an end that could be judged. */
function useGrade(task: LabTask): Grade | undefined {
  const store = useRunStore();
  const lab = useRun((run) => run.lab);
  const replay = useRun((run) => run.replay);
  const n = useRun((run) => run.n);
  const start = useRun((run) => run.start);
  const isAtEnd = useRun(isOver);
  const [judged, setJudged] = useState<{ replay: unknown; n: number; grade: Grade }>();
  useEffect(() => {
    // Wakes the worker and has it load the lab, so that the verdict comes at once when it is due.
    judge({ ask: "grade", lab: lab.id, task: task.id, entries: [] }).catch(() => {});
  }, [lab.id, task.id]);
  const looksDone = isAtEnd && goalsAt(task, replay, start, n).every(({ is }) => is === "met");
  useEffect(() => {
    if (!looksDone) return;
    let isMeant = true;
    const entries = replay.entries.slice(task.tape.c.length, replay.choicesAt(n));
    judge({ ask: "grade", lab: lab.id, task: task.id, entries })
      .then(({ grade }) => {
        if (!grade || !isMeant) return;
        setJudged({ replay, n, grade });
        if (grade.solved && !store.getState().isGiven) rememberSolved(`${lab.id}.${task.id}`, grade.used);
      })
      // Nothing is claimed that the grader did not say: the goals show how far it is.
      .catch(() => {});
    return () => {
      isMeant = false;
    };
  }, [looksDone, lab.id, task, replay, n, store]);
  return looksDone && judged?.replay === replay && judged.n === n ? judged.grade : undefined;
}

function Verdict({ task, grade }: { task: LabTask; grade: Grade | undefined }) {
  const t = useTranslations("labs");
  const isSolved = grade?.solved === true;
  const used = useRun((run) => usedOf(run).used);
  const isGiven = useRun((run) => run.isGiven);
  const isAtEnd = useRun(isOver);
  const isTimed = task.mode.by === "time";
  const isSpent = used >= task.budget;
  const failed = !isSolved && isAtEnd && (isTimed || isSpent);
  return (
    <div role="status" className="lab-verdict">
      {isSolved ? (
        // The digest of the last world, as this browser came to it: a test holds it against Node's.
        <p className="text-good" data-solved={grade.digest}>
          <Icon name="check" />
          <b>
            {isGiven
              ? t("task.given")
              : used <= task.solution.length
                ? t("task.solvedPar", { used })
                : t("task.solved", { used, par: task.solution.length })}
          </b>
        </p>
      ) : null}
      {failed ? <p className="text-ink-2">{t(isTimed ? "task.notYetTime" : "task.notYetSteps")}</p> : null}
      {!isSolved && !failed && isTimed ? <p className="cap">{t("task.judged")}</p> : null}
    </div>
  );
}

/** The explorer's way, for who gave up: put on the stage from its beginning, to be stepped through. */
function Solution({ task }: { task: LabTask }) {
  const t = useTranslations("labs");
  const store = useRunStore();
  const show = () => {
    verbs.reset(store);
    verbs.follow(store, task.solution);
  };
  return (
    <div className="lab-solution">
      <p className="cap">{t("task.solution", { count: task.solution.length })}</p>
      <Button size="s" icon="play" onClick={show}>
        {t("task.show")}
      </Button>
    </div>
  );
}

"use client";
import { useEffect, useRef, useState } from "react";
import type { ArgsOf, ValueOf, ViewName } from "@/lib/learner/views";
import { useNow } from "./LearnerProvider";
import { askAt, type Given, useLearner } from "./learner-store";

/** Answers of this moment, so that islands which show the same thing ask once. */
const shared = { stamp: "", answers: new Map<string, Promise<unknown>>() };

function askOnce<Name extends ViewName>(name: Name, args: ArgsOf<Name>, key: string, now: number, revision: number) {
  const stamp = `${now} ${revision}`;
  if (shared.stamp !== stamp) Object.assign(shared, { stamp, answers: new Map() });
  const known = shared.answers.get(key) ?? askAt(name, args, now);
  shared.answers.set(key, known);
  return known as Promise<ValueOf<Name>>;
}

/**
 * A view of the learner in a component: undefined while it is computed, then its value, asked again when the log or the
 * language changes and when the provider's minute passes. While a newer value of the same view and arguments is on its
 * way the older one stays. Failures are told by the store (`status`, `fault`). Must stand below a LearnerProvider.
 * @param given plain data, compared by value; undefined asks nothing
 */
export function useView<Name extends ViewName>(
  name: Name,
  ...given: Given<Name> | [undefined]
): ValueOf<Name> | undefined {
  const now = useNow();
  const revision = useLearner((learner) => learner.revision);
  const [held, setHeld] = useState<{ key: string; value: ValueOf<Name> }>();
  const isAsked = given.length === 0 || given[0] !== undefined;
  const key = isAsked ? JSON.stringify([name, ...given]) : undefined;
  const wanted = useRef(key);

  useEffect(() => {
    wanted.current = key;
    if (key === undefined || now === null || revision === 0) return;
    const [, args] = JSON.parse(key) as [Name, ArgsOf<Name>];
    // Answers come in the order in which they were asked, so that a later one of the same key is never overwritten.
    askOnce(name, args, key, now, revision).then(
      (value) => wanted.current === key && setHeld({ key, value }),
      () => {},
    );
  }, [name, key, now, revision]);

  return held !== undefined && held.key === key ? held.value : undefined;
}

"use client";
import { lazy, type ReactNode, Suspense, useSyncExternalStore } from "react";
import { knownEvents } from "./canary";

const Today = lazy(() => import("./Today").then((module) => ({ default: module.Today })));

const never = () => () => {};

/** The first-visit page, until this profile holds answers; then the day's page. */
export function HomeSwitch({ children }: { children: ReactNode }) {
  const isUsed = useSyncExternalStore(
    never,
    () => knownEvents() > 0,
    () => false,
  );
  if (!isUsed) return <div className="first-visit">{children}</div>;
  return (
    <Suspense fallback={<div className="wait min-h-[48rem]" aria-busy="true" />}>
      <Today>{children}</Today>
    </Suspense>
  );
}

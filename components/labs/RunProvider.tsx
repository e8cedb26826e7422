"use client";
/** The run of this page, shared by the stage and everything around it. */
import { createContext, type ReactNode, useContext, useState } from "react";
import { useStore } from "zustand";
import type { AnyLab } from "@/lib/sim/lab";
import { type Aim, createRun, type Run, type RunStore } from "./run";

const Context = createContext<RunStore | null>(null);

export function RunProvider({ lab, aim, children }: { lab: AnyLab; aim?: Aim; children: ReactNode }) {
  const [store] = useState(() => createRun(lab, aim));
  return <Context value={store}>{children}</Context>;
}

export function useRunStore(): RunStore {
  const store = useContext(Context);
  if (!store) throw new Error("a part of a lab stands outside of its RunProvider");
  return store;
}

/** A slice of the run; select a value that is stable while nothing changed. */
export const useRun = <Slice,>(select: (run: Run) => Slice): Slice => useStore(useRunStore(), select);

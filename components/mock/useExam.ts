"use client";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { MockAttempt } from "@/lib/learner/state";
import type { Catalog } from "@/lib/quiz/catalog";
import { Exam, type ExamState } from "./exam";

/** Opens the sitting while its screen is there; undefined before. The attempt it begins with is the one first shown. */
export function useOpenExam(attempt: MockAttempt, catalog: Catalog): Exam | undefined {
  const [begun] = useState({ attempt, catalog });
  const [exam, setExam] = useState<Exam>();
  useEffect(() => {
    const opened = new Exam(begun.attempt, begun.catalog);
    setExam(opened);
    void opened.open();
    return () => void opened.close();
  }, [begun]);
  useEffect(() => exam?.saw(attempt), [exam, attempt]);
  return exam;
}

/** Reads a slice of the sitting; select a value that is stable while nothing changed. */
export const useExam = <Slice>(exam: Exam, select: (state: ExamState) => Slice): Slice => useStore(exam.store, select);

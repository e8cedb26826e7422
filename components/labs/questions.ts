"use client";
/** The question that stands for a task in practice, by the task's id: answered there, it counts. */
import { createContext } from "react";

export const TaskQuestions = createContext<Readonly<Record<string, string>>>({});

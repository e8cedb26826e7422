import type { ReactNode } from "react";

/** The exam before its question is there: the same rooms at the same height, and a line of words. */
export function ExamWait({ children }: { children: ReactNode }) {
  return (
    <div className="exam">
      <div className="exam-bar" />
      <main id="main" className="exam-main">
        <h1 className="text-l font-semibold" role="status">
          {children}
        </h1>
        <div className="wait mt-5 min-h-96" aria-busy="true" />
      </main>
    </div>
  );
}

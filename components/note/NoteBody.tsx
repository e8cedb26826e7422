import "server-only";
import * as jsxRuntime from "react/jsx-runtime";
import type { NotePage } from "@/lib/content/pages";
import { evaluate } from "./evaluate";
import { vocabularyFor } from "./vocabulary";

/** A compiled note. Its code was made by us at build from our own files; it is evaluated on the server only. */
export function NoteBody({ page }: { page: NotePage }) {
  const Content = evaluate(page.code, jsxRuntime);
  return <Content components={vocabularyFor(page)} />;
}

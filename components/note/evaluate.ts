import type { ComponentType, ReactNode } from "react";

/** What a note may name: its vocabulary and the plain elements that are dressed. */
// biome-ignore lint/suspicious/noExplicitAny: the attributes of each name are held by the content check, not by types
export type NoteComponents = Record<string, (props: any) => ReactNode>;
export type NoteContent = ComponentType<{ components: NoteComponents }>;

/**
 * Runs the body that `compileNote` returned. This is an eval at build time: give it nothing but our own notes.
 * @param jsxRuntime React's `react/jsx-runtime`
 */
export function evaluate(code: string, jsxRuntime: object): NoteContent {
  const body: unknown = new Function("_jsx_runtime", code)(jsxRuntime);
  if (typeof body === "object" && body !== null && "default" in body && typeof body.default === "function")
    return body.default as NoteContent;
  throw new Error("a compiled note has no default export");
}

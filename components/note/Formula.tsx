/** A formula, set at build as MathML. */
export function Formula({ mathml }: { mathml: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: set by katex at build from our own notes
  return <span dangerouslySetInnerHTML={{ __html: mathml }} />;
}

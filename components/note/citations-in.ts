import type { Citation, NotePage } from "@/lib/content/pages";

/** The numbered sources of an attribute like `raft14#5.4.2 etcd-raft`. */
export function citationsIn(page: NotePage, attribute: string): Citation[] {
  const wanted = attribute.split(/\s+/).filter(Boolean);
  return page.citations.filter(({ key, place }) => wanted.includes(place === undefined ? key : `${key}#${place}`));
}

/** Citations of one source together, in the order of first use. */
export function bySource(citations: readonly Citation[]): [Citation, ...Citation[]][] {
  const groups = new Map<string, [Citation, ...Citation[]]>();
  for (const citation of citations) {
    const group = groups.get(citation.key);
    if (group) group.push(citation);
    else groups.set(citation.key, [citation]);
  }
  return [...groups.values()];
}

"use client";

import { useSyncExternalStore } from "react";
import { SearchPanel } from "@/components/shell/SearchPanel";

const queryOf = () => new URLSearchParams(location.search).get("q") ?? "";
const never = () => () => {};

/** The search as a page: the words stand in the address, so that a search can be kept and shared. */
export function SearchField() {
  // null while the page is still the server's, which knows no query.
  const first = useSyncExternalStore<string | null>(never, queryOf, () => null);
  const keep = (query: string) => {
    const address = query ? `${location.pathname}?${new URLSearchParams({ q: query })}` : location.pathname;
    history.replaceState(history.state, "", address);
  };
  return (
    <div className="find-box min-h-[320px]">
      {first !== null && <SearchPanel first={first} limit={30} onQuery={keep} />}
    </div>
  );
}

"use client";

import { useEffect, useState } from "react";

export type TocEntry = { id: string; text: string };

/** The heading last passed: the section being read. */
function sectionInView(ids: readonly string[]): string | undefined {
  const line = window.innerHeight * 0.3;
  const passed = ids.filter((id) => {
    const heading = document.getElementById(id);
    return heading !== null && heading.getBoundingClientRect().top < line;
  });
  return passed.at(-1) ?? ids[0];
}

/** The sections of the page; marks the one being read. Plain links without JavaScript. */
export function Toc({ entries, label }: { entries: readonly TocEntry[]; label: string }) {
  const [current, setCurrent] = useState<string>();
  const ids = entries.map((entry) => entry.id).join(" ");

  useEffect(() => {
    const list = ids.split(" ");
    let frame = 0;
    const look = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => setCurrent(sectionInView(list)));
    };
    look();
    window.addEventListener("scroll", look, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener("scroll", look);
    };
  }, [ids]);

  return (
    <nav className="toc" aria-label={label}>
      <ol>
        {entries.map(({ id, text }) => (
          <li key={id}>
            <a href={`#${id}`} aria-current={id === current ? "location" : undefined}>
              {text}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

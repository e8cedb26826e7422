/** Signs of the transport and of the legend, drawn as the site's icons are. */
const solid = (path: string) => <path d={path} fill="currentColor" strokeWidth="1" />;
const drawings = {
  first: (
    <>
      {solid("M13 3.5v9L7.5 8Z")}
      {solid("M7.5 3.5v9L2 8Z")}
    </>
  ),
  last: (
    <>
      {solid("M3 3.5v9L8.5 8Z")}
      {solid("M8.5 3.5v9L14 8Z")}
    </>
  ),
  back: (
    <>
      {solid("M12 3.5v9L6 8Z")}
      <path d="M4 3.5v9" strokeWidth="2" />
    </>
  ),
  on: (
    <>
      {solid("M4 3.5v9L10 8Z")}
      <path d="M12 3.5v9" strokeWidth="2" />
    </>
  ),
  play: solid("M5 3.2v9.6L12.5 8Z"),
  pause: <path d="M5.5 3.5v9M10.5 3.5v9" strokeWidth="2.4" />,
  fork: (
    <>
      <circle cx="4" cy="3.5" r="1.5" />
      <circle cx="4" cy="12.5" r="1.5" />
      <circle cx="12" cy="6" r="1.5" />
      <path d="M4 5v6M4 10c0-3 3-4 6.5-4" />
    </>
  ),
  share: <path d="M8 10V2.5M5 5l3-2.8L11 5M3.5 9v4.5h9V9" />,
  list: <path d="M6 4h8M6 8h8M6 12h8M2.5 4h.1M2.5 8h.1M2.5 12h.1" />,
  cut: <path d="m4 4 8 8M12 4l-8 8" strokeWidth="2" />,
  clog: <path d="M5.5 3v10M10.5 3v10" strokeWidth="2" />,
} as const;

export type GlyphName = keyof typeof drawings;

export function Glyph({ name }: { name: GlyphName }) {
  return (
    <svg className="ico" viewBox="0 0 16 16" aria-hidden="true">
      {drawings[name]}
    </svg>
  );
}

/** Every symbol of the site: 16 x 16, drawn in the colour of the text around it. Always beside a word or inside a labelled control. */
const halfDisc = (path: string) => <path d={path} fill="currentColor" stroke="none" />;
const ring = <circle cx="8" cy="8" r="5.8" />;

const drawings = {
  alert: <path d="M8 2.5 14.2 13H1.8ZM8 6.8v2.8M8 11.3v.1" />,
  "arrow-down": <path d="M8 3v10M3.8 9 8 13.2 12.2 9" />,
  "arrow-right": <path d="M3 8h10M9 3.8 13.2 8 9 12.2" />,
  "arrow-up": <path d="M8 13V3M3.8 7 8 2.8 12.2 7" />,
  book: (
    <path d="M2.5 3.5c2 0 4 .3 5.5 1.5 1.5-1.2 3.5-1.5 5.5-1.5v9c-2 0-4 .3-5.5 1.5C6.5 12.8 4.5 12.5 2.5 12.5ZM8 5v9" />
  ),
  bulb: <path d="M6 13.5h4M6.3 11.5c0-1.6-2-2.3-2-4.8a3.7 3.7 0 0 1 7.4 0c0 2.5-2 3.2-2 4.8Z" />,
  check: <path d="M3 8.5 6.5 12 13 4.5" />,
  "chevron-down": <path d="m3.5 6 4.5 4.5L12.5 6" />,
  "chevron-left": <path d="M10 3.5 5.5 8l4.5 4.5" />,
  "chevron-right": <path d="m6 3.5 4.5 4.5L6 12.5" />,
  clock: (
    <>
      {ring}
      <path d="M8 4.8V8l2.2 1.6" />
    </>
  ),
  external: <path d="M6.5 3.5h-3v9h9v-3M9 3h4v4M13 3 7.5 8.5" />,
  eye: (
    <>
      <path d="M1.8 8S4 3.8 8 3.8 14.2 8 14.2 8 12 12.2 8 12.2 1.8 8 1.8 8Z" />
      <circle cx="8" cy="8" r="1.8" />
    </>
  ),
  "eye-off": (
    <path d="M2.5 2.5l11 11M4.2 5A9.6 9.6 0 0 0 1.8 8S4 12.2 8 12.2c1 0 1.9-.3 2.7-.7M6.6 4A6 6 0 0 1 8 3.8c4 0 6.2 4.2 6.2 4.2a10 10 0 0 1-1.6 2.1" />
  ),
  fade: (
    <>
      {ring}
      <path d="M8 5v6M5.6 8.6 8 11l2.4-2.4" />
    </>
  ),
  flag: <path d="M4 14V2.5h8l-2 3 2 3H4" />,
  form: (
    <>
      {ring}
      {halfDisc("M8 2.2v11.6a5.8 5.8 0 0 0 0-11.6Z")}
    </>
  ),
  info: (
    <>
      {ring}
      <path d="M8 7.4v3.4M8 5.2v.1" />
    </>
  ),
  maybe: (
    <>
      <circle cx="8" cy="8" r="5.8" strokeDasharray="2.4 2.2" />
      <path d="M8 4.8v3.8M8 11v.1" />
    </>
  ),
  menu: <path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11" />,
  minus: <path d="M3 8h10" />,
  none: <circle cx="8" cy="8" r="5.8" strokeDasharray="1.6 2.4" />,
  offline: <path d="M2 2l12 12M5 12h6.5M4.2 6A3 3 0 0 0 5 12M7 4.2A4 4 0 0 1 12 7.5a2.3 2.3 0 0 1 1.6 3.7" />,
  pause: <path d="M5.5 3.5v9M10.5 3.5v9" />,
  pen: <path d="M2.8 13.2 3.5 10l6.8-6.8 2.5 2.5L6 12.5l-3.2.7ZM9 4.5 11.5 7" />,
  play: <path d="M5 3.2 12.5 8 5 12.8Z" />,
  plus: <path d="M8 3v10M3 8h10" />,
  quote: <path d="M3 9.5h3.5v3H3v-4C3 6 4 4.5 6 4M9.5 9.5H13v3H9.5v-4c0-2.5 1-4 3-4.5" />,
  repeat: <path d="M3 7V6a2 2 0 0 1 2-2h8M10.5 1.5 13 4l-2.5 2.5M13 9v1a2 2 0 0 1-2 2H3M5.5 14.5 3 12l2.5-2.5" />,
  search: (
    <>
      <circle cx="7" cy="7" r="4.5" />
      <path d="m10.5 10.5 3.5 3.5" />
    </>
  ),
  solid: (
    <>
      {ring}
      <path d="m5.2 8.2 2 2 3.6-4" />
    </>
  ),
  theme: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      {halfDisc("M8 2.5v11a5.5 5.5 0 0 0 0-11Z")}
    </>
  ),
  weak: (
    <>
      {ring}
      <path d="M8 4.8v3.8M8 11v.1" />
    </>
  ),
  x: <path d="m4 4 8 8M12 4l-8 8" />,
} as const;

export type IconName = keyof typeof drawings;
export const iconNames = Object.keys(drawings) as IconName[];

/** @param className sizes or colours it otherwise than 16 px in the colour of the text */
export function Icon({ name, className = "" }: { name: IconName; className?: string }) {
  return (
    <svg className={`ico ${className}`} viewBox="0 0 16 16" aria-hidden="true">
      {drawings[name]}
    </svg>
  );
}

/** The languages of the site. zh is the source of structure, en its equal. */
export const locales = ["zh", "en"] as const;
export type Locale = (typeof locales)[number];
export const defaultLocale: Locale = "zh";
export const isLocale = (value: unknown): value is Locale => locales.some((locale) => locale === value);

/** The value of the `lang` attribute. */
export const langOf = { zh: "zh-CN", en: "en" } as const satisfies Record<Locale, string>;

/** A text as an author writes it: both languages, side by side. */
export type Text = { zh: string; en: string };

/**
 * The shape that a screen gets: every Text replaced by the string of one language, all else as it was. Branded ids are
 * primitives and pass through; a mapped type over an array or a tuple stays one.
 */
export type Localized<T> = T extends Text
  ? string
  : T extends string | number | boolean | null | undefined
    ? T
    : { [Key in keyof T]: Localized<T[Key]> };

const isText = (value: object): value is Text =>
  "zh" in value && "en" in value && typeof value.zh === "string" && typeof value.en === "string";

/** Replaces every Text below `value` by its string in `locale`. Pure; `value` must be plain data. */
export function localize<T>(value: T, locale: Locale): Localized<T> {
  if (typeof value !== "object" || value === null) return value as Localized<T>;
  if (Array.isArray(value)) return value.map((each) => localize(each, locale)) as Localized<T>;
  if (isText(value)) return value[locale] as Localized<T>;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, localize(each, locale)])) as Localized<T>;
}

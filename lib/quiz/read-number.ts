/**
 * A number as people type it in Chinese and English: full-width digits, thousands separators, 1.5e6, 1.5×10^6, 10⁶, 3 万,
 * with or without the unit that stands behind the field. What could be meant in two ways is refused, with the reason, so
 * that nobody loses a point to a comma.
 */
export type ReadNumber =
  | { state: "number"; value: number }
  | {
      state: "unreadable";
      /** percent: a % where the answer is no percentage; unit: a number with another unit behind it. */
      why: "empty" | "percent" | "unit" | "not-a-number";
    };

const longest = 64;
const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const myriads: Readonly<Record<string, number>> = { 万: 1e4, 亿: 1e8 };

/** @param unit the unit that is printed behind the field; it may be typed too, exactly so. "" for none. */
export function readNumber(text: string, unit: string): ReadNumber {
  const typed = plain(text);
  if (typed === "") return { state: "unreadable", why: "empty" };
  if (typed.length > longest) return { state: "unreadable", why: "not-a-number" };
  const wanted = plain(unit);
  const bare = wanted !== "" && typed.endsWith(wanted) ? typed.slice(0, -wanted.length).trim() : typed;
  const myriad = myriads[bare.slice(-1)];
  const value = figure(myriad ? bare.slice(0, -1).trim() : bare) * (myriad ?? 1);
  return Number.isFinite(value) ? { state: "number", value } : { state: "unreadable", why: reason(bare) };
}

/** One form for all widths and signs. Superscripts first: NFKC would make 10⁶ a hundred and six. */
function plain(text: string): string {
  return text
    .replace(/([⁺⁻]?)([⁰¹²³⁴⁵⁶⁷⁸⁹]+)/g, (_, sign: string, digits: string) => {
      const power = Array.from(digits, (digit) => superscripts.indexOf(digit)).join("");
      return `^${sign === "⁻" ? "-" : ""}${power}`;
    })
    .normalize("NFKC")
    .replaceAll(/[−–]/g, "-")
    .replaceAll(/\s+/g, " ")
    .trim();
}

const decimal = String.raw`\d+(?:\.\d*)?|\.\d+`;
/** 12,345,678.9 with one and the same separator throughout. */
const grouped = String.raw`\d{1,3}(?:(?<gap>[,_' ])\d{3})(?:\k<gap>\d{3})*(?:\.\d+)?`;
const ordinary = new RegExp(`^([+-]?)(?:(${grouped})|(${decimal}))(?:e([+-]?\\d+))?$`, "i");
const powered = new RegExp(`^([+-]?)(?:(${decimal}) ?[×x*·] ?)?(\\d+) ?\\^ ?([+-]?\\d+)$`, "i");

/** NaN for what is no number. */
function figure(text: string): number {
  const power = powered.exec(text);
  if (power) {
    const [, sign, factor = "1", base, exponent] = power;
    return signed(sign, Number(factor) * Number(base) ** Number(exponent));
  }
  const match = ordinary.exec(text);
  if (!match) return Number.NaN;
  const [, sign, withGroups, separator, digits, exponent = "0"] = match;
  const mantissa = withGroups !== undefined ? withGroups.replaceAll(separator ?? ",", "") : digits;
  return signed(sign, Number(`${mantissa}e${exponent}`));
}

const signed = (sign: string | undefined, value: number): number => (sign === "-" ? -value : value);

function reason(text: string): "percent" | "unit" | "not-a-number" {
  if (text.endsWith("%")) return Number.isNaN(figure(text.slice(0, -1).trim())) ? "not-a-number" : "percent";
  const number = /^[+-]?[\d.,_' ]*\d(?:e[+-]?\d+)?/i.exec(text)?.[0];
  return number !== undefined &&
    !Number.isNaN(figure(number.trim())) &&
    /^[/°]?\p{L}/u.test(text.slice(number.length).trim())
    ? "unit"
    : "not-a-number";
}

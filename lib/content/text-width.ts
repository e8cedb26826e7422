/** Widths of text without a browser: good to a few per cent for the site's fonts, and never too small by much. */

/** Advance widths of Inter, in em, for the classes that differ from the mean. */
const narrow = new Set("iIjl.,:;|!'`()[]{}/ftr1");
const wide = new Set("mMwW@%&—…");

const advance = (char: string): number => {
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303F\uFF00-\uFFEF“”‘’]/u.test(char)) return 1;
  if (char === " ") return 0.28;
  if (narrow.has(char)) return 0.37;
  if (wide.has(char)) return 0.9;
  if (/[A-Z]/.test(char)) return 0.69;
  if (/[0-9]/.test(char)) return 0.63;
  return /[\p{Script=Latin}]/u.test(char) ? 0.58 : 0.66;
};

/** Width of one line, in px. */
export const widthOf = (text: string, fontSize: number): number =>
  [...text].reduce((sum, char) => sum + advance(char), 0) * fontSize;

const neverFirst = /[，。：；？！、）】」』”’,.;:?!)\]}%]/u;

/** Units that may not be broken: Latin words, single Han characters with the punctuation behind them. */
function unitsOf(text: string): string[] {
  const units: string[] = [];
  for (const unit of text.match(/[\p{Script=Latin}\p{N}_.\-/=<>+#§'"]+|\s+|./gu) ?? []) {
    const last = units.length - 1;
    const before = units[last];
    if (before !== undefined && neverFirst.test(unit) && before.trim() !== "") units[last] = before + unit;
    else units.push(unit);
  }
  return units;
}

/** Breaks a text into lines of at most `available` px where it can, of about equal length. A newline breaks always. */
export function wrap(text: string, fontSize: number, available: number): string[] {
  return text.split("\n").flatMap((paragraph) => {
    const whole = widthOf(paragraph, fontSize);
    if (whole <= available) return [paragraph];
    const aim = Math.min(available, (whole / Math.ceil(whole / available)) * 1.12);
    const lines: string[] = [];
    let line = "";
    for (const unit of unitsOf(paragraph)) {
      if (line !== "" && widthOf((line + unit).trimEnd(), fontSize) > aim) {
        lines.push(line.trimEnd());
        line = unit.trimStart();
      } else line += unit;
    }
    if (line.trim() !== "") lines.push(line.trimEnd());
    return lines;
  });
}

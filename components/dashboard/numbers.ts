const minus = "−";

/** Points on the scale of 0 to 100, to a tenth, with a true minus. */
export const signed = (value: number): string => {
  const rounded = Math.round(value * 10) / 10;
  return `${rounded > 0 ? "+" : rounded < 0 ? minus : ""}${Math.abs(rounded).toFixed(1)}`;
};

/** Log-odds to a hundredth, with its sign. */
export const logit = (value: number): string => {
  const rounded = Math.round(value * 100) / 100;
  return `${rounded > 0 ? "+" : rounded < 0 ? minus : ""}${Math.abs(rounded).toFixed(2)}`;
};

/** 0..1 in whole per cent. */
export const percent = (share: number): number => Math.round(share * 100);

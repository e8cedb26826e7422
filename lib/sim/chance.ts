/**
 * Chance as a function of what is being decided, not of how many draws came before. A stream of one generator would give
 * every later message another latency as soon as one message more is sent; here "the same run with one change" really
 * differs in that change alone. All arithmetic is of 32-bit integers, so every engine gives the same run.
 */

/** 32 bits from a seed and up to three numbers that name the decision. Source: the finaliser of MurmurHash3. */
export function mix(seed: number, a: number, b: number, c: number): number {
  let h = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ a;
  h = Math.imul(h ^ (h >>> 16), 0x21f0aaad) ^ b;
  h = Math.imul(h ^ (h >>> 15), 0x735a2d97) ^ c;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

const tags = new Map<string, number>();

/** 32-bit FNV-1a of a tag, remembered: models name their decisions by short strings. */
export function tagOf(name: string): number {
  const known = tags.get(name);
  if (known !== undefined) return known;
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  tags.set(name, hash >>> 0);
  return hash >>> 0;
}

/** The whole number in [low, high] that 32 random bits stand for. */
export const within = (bits: number, low: number, high: number): number => low + (bits % (high - low + 1));

const steps = 1024;

/**
 * Natural logarithm by the series of 2 artanh((x - 1) / (x + 1)): additions, products and quotients are equal in all
 * engines, `Math.log` need not be.
 */
function ln(x: number): number {
  const ratio = (x - 1) / (x + 1);
  let power = ratio;
  let sum = 0;
  for (let odd = 1; odd < 400; odd += 2) {
    sum += power / odd;
    power *= ratio * ratio;
  }
  return 2 * sum;
}

/** Quantiles of the exponential distribution with mean 1, in thousandths. */
const exponential: readonly number[] = Array.from({ length: steps }, (_, i) =>
  Math.round(-1000 * ln((i + 0.5) / steps)),
);

/** A whole number from an exponential distribution of this mean; at most 7.6 means. */
export const tailed = (bits: number, mean: number): number =>
  Math.floor((mean * (exponential[bits % steps] as number)) / 1000);

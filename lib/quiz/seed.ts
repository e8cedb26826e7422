/**
 * Counter-based pseudo-randomness: the n-th draw depends on the seed and n alone, so that a question asked again with
 * its stored seed is the same question. Not for secrets.
 */
export type Draw = () => number;

/** 32-bit FNV-1a of a string: a seed from an id. */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** Uniform draws in [0, 1) from a 32-bit seed. Source: splitmix32, the 32-bit finaliser of MurmurHash3 over a Weyl sequence. */
export function drawsFrom(seed: number): Draw {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    mixed ^= mixed >>> 15;
    return (mixed >>> 0) / 2 ** 32;
  };
}

/** A new array in a random order (Fisher-Yates); the given one stays as it was. */
export function shuffle<T>(values: readonly T[], draw: Draw): T[] {
  const shuffled = [...values];
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = Math.floor(draw() * (last + 1));
    [shuffled[last], shuffled[other]] = [shuffled[other] as T, shuffled[last] as T];
  }
  return shuffled;
}

/**
 * Ids that follow from what they name, so that the same thing done twice, in two tabs or on two devices, is one record.
 * Source: RFC 9562 section 5.5 (UUIDv5) over RFC 3174 (SHA-1). SHA-1 serves here as a spreading function, not as a guard:
 * nobody gains by making two of one's own answers collide. Web Crypto has SHA-1 too, but only as a promise, and a fold
 * may not wait.
 */
import { Fault } from "../fault";

/**
 * @param namespace a UUID
 * @returns the version 5 UUID of the name's UTF-8 bytes in that namespace, lower case
 * @throws Fault when the namespace is no UUID
 */
export function uuid5(namespace: string, name: string): string {
  const hash = sha1(Uint8Array.from([...bytesOf(namespace), ...new TextEncoder().encode(name)])).slice(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hexOf(hash);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

export const hexOf = (bytes: Iterable<number>): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

function bytesOf(uuid: string): number[] {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(uuid))
    throw new Fault({
      what: `"${uuid}" is no UUID`,
      where: "uuid5",
      mend: "pass the UUID of the attempt as namespace",
    });
  return uuid
    .replaceAll("-", "")
    .match(/../g)
    ?.map((pair) => Number.parseInt(pair, 16)) as number[];
}

/** The 20 bytes of SHA-1. Variables are named as in RFC 3174 section 6.1. */
export function sha1(message: Uint8Array): Uint8Array {
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  const padded = pad(message);
  const W = new Uint32Array(80);
  for (let block = 0; block < padded.byteLength; block += 64) {
    for (let t = 0; t < 16; t++) W[t] = padded.getUint32(block + 4 * t);
    for (let t = 16; t < 80; t++) W[t] = rotate(at(W, t - 3) ^ at(W, t - 8) ^ at(W, t - 14) ^ at(W, t - 16), 1);
    let [A = 0, B = 0, C = 0, D = 0, E = 0] = state;
    for (let t = 0; t < 80; t++) {
      const [mixed, constant] = roundOf(t, B, C, D);
      const next = (rotate(A, 5) + mixed + E + at(W, t) + constant) | 0;
      [A, B, C, D, E] = [next, A, rotate(B, 30), C, D];
    }
    [A, B, C, D, E].forEach((value, index) => {
      state[index] = ((state[index] ?? 0) + value) | 0;
    });
  }
  const digest = new DataView(new ArrayBuffer(20));
  state.forEach((value, index) => {
    digest.setInt32(4 * index, value);
  });
  return new Uint8Array(digest.buffer);
}

/** The function and the constant of round t. */
function roundOf(t: number, B: number, C: number, D: number): [number, number] {
  if (t < 20) return [(B & C) | (~B & D), 0x5a827999];
  if (t < 40) return [B ^ C ^ D, 0x6ed9eba1];
  if (t < 60) return [(B & C) | (B & D) | (C & D), 0x8f1bbcdc];
  return [B ^ C ^ D, 0xca62c1d6];
}

/** The message, a one bit, zeros, and the length in bits: a multiple of 64 bytes. */
function pad(message: Uint8Array): DataView {
  const padded = new Uint8Array(Math.ceil((message.length + 9) / 64) * 64);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor((message.length * 8) / 2 ** 32));
  view.setUint32(padded.length - 4, message.length * 8);
  return view;
}

const at = (words: Uint32Array, index: number): number => words[index] ?? 0;
const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

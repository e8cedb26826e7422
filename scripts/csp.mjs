/**
 * After `next build`: gives every prerendered page a content security policy that allows exactly its own inline scripts,
 * by their SHA-256. Next sends the headers of a page's .meta file along with the page. Pages must therefore be static;
 * a page rendered on demand would have no policy, and the browser tests fail on it.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./steps.mjs";

const pages = join(root, ".next", "server", "app");

/** The policy for a page's HTML. Style attributes come from drawings and highlighted code made at build. */
export function policyFor(html) {
  const hashes = new Set();
  for (const [, attributes, body] of html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)) {
    if (/\ssrc=/.test(attributes) || body === "") continue;
    if (/type="application\/(ld\+)?json"/.test(attributes)) continue;
    hashes.add(`'sha256-${createHash("sha256").update(body).digest("base64")}'`);
  }
  return [
    "default-src 'self'",
    `script-src 'self' ${[...hashes].sort().join(" ")}`.trim(),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

function* htmlBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* htmlBelow(path);
    else if (entry.name.endsWith(".html")) yield path;
  }
}

if (process.argv[1]?.endsWith("csp.mjs")) {
  let count = 0;
  for (const page of htmlBelow(pages)) {
    const metaFile = page.replace(/\.html$/, ".meta");
    const meta = JSON.parse(readFileSync(metaFile, "utf8"));
    meta.headers = { ...meta.headers, "content-security-policy": policyFor(readFileSync(page, "utf8")) };
    writeFileSync(metaFile, JSON.stringify(meta));
    count++;
  }
  if (count === 0) throw new Error(`no prerendered page below ${pages}`);
  process.stdout.write(`content security policy for ${count} pages\n`);
}

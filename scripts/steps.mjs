/**
 * What start and test share. Runs before anything is installed: node: imports only.
 * Each step prints one line; a step that fails prints what, where and how to mend it, and ends the process with 1.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statfsSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (...parts) => join(root, ...parts);

export class StepFault extends Error {
  constructor(what, where, mend) {
    super(what);
    this.parts = { what, where, mend };
  }
}

let voice = process.stdout;

/** Where steps speak from now on: a command whose output is read by a program keeps stdout for itself. */
export function speakOn(stream) {
  voice = stream;
}

export function say(line) {
  voice.write(`${line}\n`);
}

/** Says what failed, where, and how to mend it; of an error that nobody foresaw, where it was thrown. */
export function tell(error) {
  if (!(error instanceof StepFault)) {
    process.stderr.write(`\nUnexpected: ${error?.stack ?? error}\n`);
    return;
  }
  const { what, where, mend } = error.parts;
  process.stderr.write(`\nWhat:  ${what}\nWhere: ${where}\nMend:  ${mend}\n`);
}

/**
 * Ends the process after one clear message.
 * @returns {never}
 */
export function fail(error) {
  tell(error);
  process.exit(1);
}

/** Node 20.19 is the least that Next 16 and vitest 4 run on. */
export function requireNode(version = process.versions.node) {
  const [major, minor] = version.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new StepFault(
    `Node ${version} is too old; Quorum needs 20.19 or newer`,
    process.execPath,
    "install Node 20.19 or newer (`nvm install` reads .nvmrc) and run the command again",
  );
}

const megabyte = 2 ** 20;

/** Throws when fewer than `megabytes` are free where the project lies. */
export function requireDisk(megabytes, step, freeBytes = freeDisk()) {
  if (freeBytes >= megabytes * megabyte) return;
  throw new StepFault(
    `the disk is nearly full: ${Math.floor(freeBytes / megabyte)} MB free, ${step} needs about ${megabytes} MB`,
    root,
    "free some space and run the command again; nothing is left half done",
  );
}

function freeDisk() {
  const { bavail, bsize } = statfsSync(root);
  return bavail * bsize;
}

/** Reasons that a child's last words give away, most telling first. */
const knownCauses = [
  [/ENOSPC|no space left on device/i, "the disk is full", "free some space and run the command again"],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|ENETUNREACH|network request to .* failed/i,
    "the package registry cannot be reached",
    "check the network, the proxy and `npm config get registry`, then run the command again",
  ],
  [
    /EUSAGE|can only install packages when/i,
    "package-lock.json does not fit package.json",
    "run `npm install` once and commit the lock file",
  ],
  [/EACCES|EPERM/i, "a file or folder may not be written", "run as the owner of this folder"],
];

/**
 * Runs a command quietly; its output is kept and shown only when it fails.
 * @param {string} step
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: Record<string, string>, show?: boolean }} [options]
 * @returns {Promise<number>} seconds it took
 */
export function run(step, command, args, { env = {}, show = false } = {}) {
  const began = Date.now();
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env },
      stdio: show ? "inherit" : ["ignore", "pipe", "pipe"],
    });
    let tail = "";
    const keep = (chunk) => {
      tail = (tail + chunk).slice(-20_000);
    };
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    child.on("error", (error) =>
      reject(
        new StepFault(
          `${step}: ${command} cannot be started (${error.message})`,
          root,
          `check that ${command} is installed`,
        ),
      ),
    );
    child.on("exit", (code, signal) => {
      if (code === 0) return resolve((Date.now() - began) / 1000);
      const known = knownCauses.find(([pattern]) => pattern.test(tail));
      if (tail) process.stderr.write(`\n${tail.trimEnd()}\n`);
      const how = signal ? `was ended by ${signal}` : `ended with ${code}`;
      reject(
        known
          ? new StepFault(`${step}: ${known[1]}`, root, known[2])
          : new StepFault(
              `${step} ${how}`,
              `${command} ${args.join(" ")}`,
              "read the lines above; the first error is usually the one to mend",
            ),
      );
    });
  });
}

const hashOf = (parts) => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part).update("\0");
  return hash.digest("hex");
};

const readStamp = (path) => (existsSync(path) ? readFileSync(path, "utf8") : "");

/** npm itself, also where `npm` is no file on the PATH. */
const npm = process.env.npm_execpath?.endsWith(".js")
  ? [process.execPath, process.env.npm_execpath]
  : [process.platform === "win32" ? "npm.cmd" : "npm"];

/** Installs when node_modules is missing or was made from another lock file, Node or platform. */
export async function install() {
  const stampFile = at("node_modules", ".quorum-stamp");
  const stamp = hashOf([readFileSync(at("package-lock.json")), process.version, process.platform, process.arch]);
  if (readStamp(stampFile) === stamp) return say("packages  up to date");
  requireDisk(1200, "installing");
  say("packages  installing (npm ci)");
  // NODE_ENV=production in the environment would leave out what the build needs.
  const seconds = await run("packages", npm[0], [
    ...npm.slice(1),
    "ci",
    "--include=dev",
    "--no-audit",
    "--no-fund",
    // npm waits over a minute before it says that there is no network; it still tries three times.
    "--fetch-retry-mintimeout=1000",
    "--fetch-retry-maxtimeout=8000",
  ]);
  writeFileSync(stampFile, stamp);
  say(`packages  installed in ${seconds.toFixed(0)} s`);
}

const buildInputs = [
  "app",
  "components",
  "content",
  "lib",
  "public",
  "next.config.mjs",
  "package-lock.json",
  "package.json",
  "tsconfig.json",
  "scripts",
];

function* filesBelow(path) {
  const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const below = join(path, entry.name);
    if (entry.isDirectory()) yield* filesBelow(below);
    else if (!/\.test\.tsx?$/.test(entry.name)) yield below;
  }
}

function buildStamp() {
  const parts = [process.version];
  for (const input of buildInputs) {
    const path = at(input);
    if (!existsSync(path)) continue;
    const files = input.includes(".") ? [path] : [...filesBelow(path)];
    for (const file of files) parts.push(file.slice(root.length), readFileSync(file));
  }
  return hashOf(parts);
}

/** Whether what was built last is what would be built now. */
export const isBuilt = () => readStamp(at(".next", ".quorum-stamp")) === buildStamp();

/** Builds when any input of the build changed since the last build that succeeded. */
export async function build({ force = false } = {}) {
  const stampFile = at(".next", ".quorum-stamp");
  const stamp = buildStamp();
  if (!force && readStamp(stampFile) === stamp) return say("build     up to date");
  requireDisk(600, "building");
  say("build     building the site");
  mkdirSync(at(".next"), { recursive: true });
  // Emptied first and written last: a build that was cut off is never taken for a good one.
  writeFileSync(stampFile, "");
  const prepared = await run("content", process.execPath, ["--import", "tsx", at("lib", "content", "prepare.ts")]);
  const built = await run("build", process.execPath, [at("node_modules/next/dist/bin/next"), "build"], {
    env: { NODE_ENV: "production" },
  });
  await run("content security policy", process.execPath, [at("scripts", "csp.mjs")]);
  writeFileSync(stampFile, stamp);
  say(`build     built in ${(prepared + built).toFixed(0)} s`);
}

/** Throws when the port is taken. */
export function requirePort(port) {
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new StepFault(
      `PORT is "${process.env.PORT}", not a port number`,
      "environment",
      "set PORT to a number from 1 to 65535",
    );
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error) =>
      reject(
        error.code === "EADDRINUSE"
          ? new StepFault(
              `port ${port} is taken by another program`,
              `http://localhost:${port}`,
              `stop that program, or choose another port: PORT=${port + 1} npm start`,
            )
          : new StepFault(
              `port ${port} cannot be opened (${error.code})`,
              `http://localhost:${port}`,
              "choose a port from 1024 up: PORT=3000 npm start",
            ),
      ),
    );
    probe.listen(port, () => probe.close(resolve));
  });
}

/** A port that is free now. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

const canRun = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Not there or not executable: both mean that the next place is tried.
    return false;
  }
};

const systemBrowsers = [
  // Without a window and what belongs to it: the journeys take a fifth less time.
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/**
 * A Chromium to test with, in this order: CHROMIUM_PATH, the system's, Playwright's cached one, Debian's package when
 * root, and only last a download by Playwright.
 * @returns the path of the executable
 */
export async function findBrowser() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (canRun(named)) return named;
    throw new StepFault(`CHROMIUM_PATH names no program: ${named}`, "environment", "correct CHROMIUM_PATH or unset it");
  }
  const system = systemBrowsers.find(canRun);
  if (system) return system;
  const cached = await playwrightBrowser();
  if (cached) return cached;
  if (process.platform === "linux" && process.getuid?.() === 0 && spawnSync("apt-get", ["--version"]).status === 0) {
    say("browser   installing Debian's chromium");
    await run("browser", "apt-get", ["update", "-qq"]);
    const packages = ["chromium-headless-shell", "fonts-noto-cjk"];
    await run("browser", "apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], {
      env: { DEBIAN_FRONTEND: "noninteractive" },
    });
    const installed = systemBrowsers.find(canRun);
    if (installed) return installed;
  }
  say("browser   downloading Chromium (playwright install)");
  await run("browser", process.execPath, [at("node_modules/playwright-core/cli.js"), "install", "chromium"]);
  const downloaded = await playwrightBrowser();
  if (downloaded) return downloaded;
  throw new StepFault(
    "no Chromium was found",
    "CHROMIUM_PATH, the system, Playwright's cache",
    "install Chromium, or set CHROMIUM_PATH to one",
  );
}

async function playwrightBrowser() {
  const { chromium } = await import("@playwright/test");
  const path = chromium.executablePath();
  return path && canRun(path) ? path : undefined;
}

/**
 * Starts the site's server; the promise resolves when it answers.
 * @param {number} port
 * @param {{ dev?: boolean, folder?: string }} [options] `folder`: another Next project to serve
 */
export async function serve(port, { dev = false, folder = root } = {}) {
  const child = spawn(
    process.execPath,
    [at("node_modules/next/dist/bin/next"), dev ? "dev" : "start", folder, "-p", String(port)],
    {
      cwd: root,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: dev ? "development" : "production" },
      stdio: dev ? "inherit" : ["ignore", "ignore", "inherit"],
    },
  );
  const ended = new Promise((resolve) => child.once("exit", (code, signal) => resolve({ code, signal })));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  process.on("exit", () => child.kill());
  const deadline = Date.now() + 60_000;
  for (;;) {
    const early = await Promise.race([ended, answers(port)]);
    if (early === true) return { child, ended };
    if (early)
      throw new StepFault(
        `the server ended at once (${early.signal ?? early.code})`,
        `port ${port}`,
        "run `npm run build`, then `npm start` again",
      );
    if (Date.now() > deadline)
      throw new StepFault("the server does not answer", `port ${port}`, "look at the lines above; stop other servers");
  }
}

async function answers(port) {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/api/health/ready`);
    if (response.status < 500) return true;
  } catch {
    // Not listening yet: asked again below.
  }
  await new Promise((resolve) => setTimeout(resolve, 150));
  return false;
}

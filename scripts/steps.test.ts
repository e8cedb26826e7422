/** Each failure of a step is provoked, and says what, where and how to mend it. */
import { spawn } from "node:child_process";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { policyFor } from "./csp.mjs";
import { findBrowser, freePort, requireDisk, requireNode, requirePort, root, run, StepFault } from "./steps.mjs";

/** The three parts of the fault that `task` ends with. */
async function faultOf(task: () => unknown): Promise<{ what: string; where: string; mend: string }> {
  try {
    await task();
  } catch (error) {
    if (error instanceof StepFault) return error.parts;
    throw error;
  }
  throw new Error("nothing failed");
}

const node = process.execPath;
const ending = (words: string, code = 1) => [
  "-e",
  `process.stderr.write(${JSON.stringify(words)}); process.exitCode = ${code}`,
];

describe("an old Node", () => {
  it.each(["18.20.4", "20.18.1", "20.0.0", "16.0.0"])(
    "%s is refused, with the version that is needed",
    async (version) => {
      const { what, where, mend } = await faultOf(() => requireNode(version));
      expect(what).toContain(version);
      expect(what).toContain("20.19");
      expect(where).toBe(process.execPath);
      expect(mend).toContain(".nvmrc");
    },
  );
  it.each(["20.19.0", "20.20.2", "22.0.0", "24.1.0"])("%s is enough", (version) => {
    expect(() => requireNode(version)).not.toThrow();
  });
});

describe("a disk that is nearly full", () => {
  it("is refused before the step begins, with what is free and what is needed", async () => {
    const { what, where } = await faultOf(() => requireDisk(1200, "installing", 300 * 2 ** 20));
    expect(what).toContain("300 MB free");
    expect(what).toContain("1200 MB");
    expect(where).toBe(root);
  });
  it("is read from the system when nothing is said", () => {
    expect(() => requireDisk(0, "installing")).not.toThrow();
    expect(() => requireDisk(2 ** 40, "installing")).toThrow(StepFault);
  });
});

describe("a port", () => {
  let other: Server | undefined;
  afterEach(() => new Promise<void>((done) => (other ? other.close(() => done()) : done())));
  const take = (port: number, host?: string) =>
    new Promise<void>((taken) => {
      other = createServer().listen(port, host, () => taken());
    });

  it.each([undefined, "127.0.0.1", "0.0.0.0"])("taken on %s is refused, and the next one proposed", async (host) => {
    const port = await freePort();
    await take(port, host);
    const { what, where, mend } = await faultOf(() => requirePort(port));
    expect(what).toContain(`port ${port} is taken`);
    expect(where).toContain(String(port));
    expect(mend).toContain(`PORT=${port + 1} npm start`);
  });
  it("that is free is let go again", async () => {
    const port = await freePort();
    await requirePort(port);
    await take(port);
    expect(other?.listening).toBe(true);
  });
  it.each([Number("web"), 0, 65_536, 80.5])("%s is no port", async (port) => {
    expect((await faultOf(() => requirePort(port))).what).toContain("not a port number");
  });
});

describe("a command that fails", () => {
  it.each([
    [
      "npm error code ECONNREFUSED\nnpm error connect ECONNREFUSED 127.0.0.1:9",
      /registry cannot be reached/,
      /network/,
    ],
    ["npm error code ENOTFOUND registry.example", /registry cannot be reached/, /network/],
    ["npm error code ENOSPC: no space left on device, write", /disk is full/, /free some space/],
    ["npm error code EUSAGE\nnpm error `npm ci` can only install packages when", /does not fit/, /npm install/],
    ["Error: EACCES: permission denied, mkdir", /may not be written/, /owner/],
  ])("for a known cause says it plainly: %s", async (words, what, mend) => {
    const fault = await faultOf(() => run("packages", node, ending(words)));
    expect(fault.what).toMatch(what);
    expect(fault.what).toContain("packages");
    expect(fault.mend).toMatch(mend);
  });
  it("for another cause names the command and how it ended", async () => {
    const fault = await faultOf(() => run("build", node, ending("something else", 7)));
    expect(fault.what).toBe("build ended with 7");
    expect(fault.where).toContain(node);
  });
  it("by a signal says which", async () => {
    expect((await faultOf(() => run("build", node, ["-e", "process.kill(process.pid, 'SIGKILL')"]))).what).toBe(
      "build was ended by SIGKILL",
    );
  });
  it("because it is not there says so", async () => {
    expect((await faultOf(() => run("packages", "no-such-command", []))).what).toMatch(/cannot be started/);
  });
  it("and one that ends well tells how long it took", async () => {
    expect(await run("build", node, ["-e", ""])).toBeGreaterThan(0);
  });
});

describe("a browser", () => {
  const before = process.env.CHROMIUM_PATH;
  afterEach(() => {
    if (before === undefined) delete process.env.CHROMIUM_PATH;
    else process.env.CHROMIUM_PATH = before;
  });
  it("named by CHROMIUM_PATH that is no program is refused, and no other is taken in its place", async () => {
    process.env.CHROMIUM_PATH = "/no/such/chromium";
    const { what, where } = await faultOf(findBrowser);
    expect(what).toContain("/no/such/chromium");
    expect(where).toBe("environment");
  });
  it("named by CHROMIUM_PATH comes first", async () => {
    process.env.CHROMIUM_PATH = process.execPath;
    expect(await findBrowser()).toBe(process.execPath);
  });
});

describe("npm start", () => {
  it("on a taken port ends with 1 and three lines, before it installs anything", async () => {
    const port = await freePort();
    const holder = createServer();
    await new Promise<void>((taken) => holder.listen(port, () => taken()));
    const { code, said } = await ended(["scripts/start.mjs"], { PORT: String(port) });
    await new Promise((closed) => holder.close(closed));
    expect(code).toBe(1);
    expect(said).toMatch(/^What: .*taken.*\nWhere: .*\nMend: .*PORT=/m);
    expect(said).not.toMatch(/packages|build/);
  });
  it("with a PORT that is no number ends with 1 and says so", async () => {
    const { code, said } = await ended(["scripts/start.mjs"], { PORT: "eighty" });
    expect(code).toBe(1);
    expect(said).toContain('PORT is "eighty"');
  });
});

function ended(args: string[], env: Record<string, string>): Promise<{ code: number | null; said: string }> {
  return new Promise((resolve) => {
    const child = spawn(node, [join(root, args[0] ?? ""), ...args.slice(1)], {
      cwd: root,
      env: { ...process.env, ...env },
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
    child.once("close", (code) => resolve({ code, said }));
  });
}

describe("the content policy of a page", () => {
  const scripts = (html: string) => /script-src ([^;]*)/.exec(policyFor(html))?.[1];

  it("allows its inline scripts by their hash, each once, and nothing looser", () => {
    // By another hand: `printf 'alert(1)' | openssl dgst -sha256 -binary | base64`.
    const hash = "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='";
    expect(scripts("<script>alert(1)</script><script nonce=x>alert(1)</script>")).toBe(`'self' ${hash}`);
  });
  it("needs no hash for scripts with an address, for data and for empty ones", () => {
    expect(
      scripts('<script src="/a.js" async></script><script type="application/json">{"a":1}</script><script></script>'),
    ).toBe("'self'");
  });
  it("changes with a single character of a script", () => {
    expect(scripts("<script>alert(1)</script>")).not.toBe(scripts("<script>alert(2)</script>"));
  });
});

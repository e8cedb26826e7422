/** `npm start` as people use it: it serves, and when it is ended nothing of it stays behind. */
import { type ChildProcess, spawn } from "node:child_process";
import { expect, test } from "@playwright/test";
import { freePort, isBuilt, requirePort } from "../../scripts/steps.mjs";

const answers = async (port: number): Promise<boolean> => {
  try {
    return (await fetch(`http://127.0.0.1:${port}/api/health/live`)).ok;
  } catch {
    return false; // nobody listens
  }
};

const said = (child: ChildProcess, pattern: RegExp) =>
  new Promise<string>((resolve, reject) => {
    let text = "";
    child.once("exit", (code) => reject(new Error(`npm start ended with ${code}: ${text}`)));
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (chunk) => {
        text += chunk;
        if (pattern.test(text)) resolve(text);
      });
  });

for (const signal of ["SIGTERM", "SIGINT"] as const)
  test(`${signal} to npm start ends the server and frees the port`, async () => {
    // A stale build would be made anew under the server that the other journeys talk to.
    expect(isBuilt(), "the build is stale: run npm start or node scripts/build.mjs first").toBe(true);
    const port = await freePort();
    const child = spawn("npm", ["start"], { env: { ...process.env, PORT: String(port) } });
    const text = await said(child, /ready +http:/);
    expect(text).toContain(`http://localhost:${port}`);
    expect(await answers(port)).toBe(true);
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    await ended;
    await expect.poll(() => answers(port), { timeout: 10_000 }).toBe(false);
    // The port can be taken again at once.
    await requirePort(port);
  });

/** `npm start`: from a fresh clone to a served site. `--dev` serves for authors: what is saved is shown. */
import { build, fail, install, requireNode, requirePort, say, serve } from "./steps.mjs";

const dev = process.argv.includes("--dev");
const port = Number(process.env.PORT ?? 3000);

try {
  requireNode();
  await requirePort(port);
  await install();
  if (!dev) await build();
  const { ended } = await serve(port, { dev });
  say(`ready     http://localhost:${port}`);
  const { code, signal } = await ended;
  process.exit(signal ? 0 : (code ?? 0));
} catch (error) {
  fail(error);
}

/** `npm run build`: builds anew, whatever the stamp says. */
import { build, fail, requireNode } from "./steps.mjs";

try {
  requireNode();
  await build({ force: true });
} catch (error) {
  fail(error);
}

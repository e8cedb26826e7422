/** The learner's worker: the log is read and folded here, so that a page with years of answers stays at the learner's hand. */
import { indexedDbLog } from "@/lib/store/indexed-db";
import { serve } from "./host";
import type { End } from "./wire";

serve(self as End, () =>
  indexedDbLog({
    newDeviceId() {
      throw new Error("the worker reads; the page writes");
    },
  }),
);

/** Development only: tells an open page whether a content file was saved since. */
import { join } from "node:path";
import { stampOf } from "@/lib/content/stamp";

export const dynamic = "force-dynamic";

export const GET = () => Response.json({ stamp: stampOf(join(process.cwd(), "content")) });

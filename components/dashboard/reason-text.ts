import { useTranslations } from "next-intl";
import type { Reason } from "@/lib/mastery/reasons";

/** A reason in the reader's language. */
export function useReasonText(): (reason: Reason) => string {
  const t = useTranslations("reasons");
  // Each code has its own parameters; reasons.test.ts renders every one of them in both languages.
  return ({ code, params }) => t(code as never, params as never);
}

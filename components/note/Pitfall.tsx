import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Callout } from "@/components/ui/Callout";

/** The trap on this stretch of the way. */
export function Pitfall({ title, children }: { title: string; children: ReactNode }) {
  const t = useTranslations("note");
  return (
    <Callout kind="pitfall" label={t("pitfall", { title })}>
      {children}
    </Callout>
  );
}

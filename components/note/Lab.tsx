import { useTranslations } from "next-intl";
import { TextLink } from "@/components/ui/TextLink";
import type { NotePage } from "@/lib/content/pages";
import { localePath } from "@/lib/i18n/path";

/** The way to the simulator that shows this passage. The content check refuses one that does not exist. */
export function Lab({ page, id }: { page: NotePage; id: string }) {
  const t = useTranslations("note");
  return (
    <p>
      <TextLink href={localePath(page.locale, `/labs/${id}`)}>{t("lab")}</TextLink>
    </p>
  );
}

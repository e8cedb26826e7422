"use client";
import { useLocale, useTranslations } from "next-intl";
import { exportLog, retrySaving, useLearner } from "@/components/learner/learner-store";
import { Button } from "@/components/ui/Button";
import { Icon } from "@/components/ui/Icon";

/** "Saved" with its time, or what is the matter. Saved means: on this device's disk. */
export function SaveLine() {
  const t = useTranslations("save");
  const locale = useLocale();
  const save = useLearner((learner) => learner.save);
  if (save.state === "failed") return <NotSaved />;
  const at =
    save.state === "saved" &&
    new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false }).format(
      save.at,
    );
  return (
    <span role="status" className="num flex items-center gap-1.5 text-s text-ink-3" data-save={save.state}>
      {at ? <Icon name="check" /> : null}
      {at ? t("saved", { at }) : save.state === "saving" ? t("saving") : ""}
    </span>
  );
}

/** A full-width bar, not a toast: it stays until the answer is stored. The file comes first, then the second try. */
export function NotSaved() {
  const t = useTranslations("save");
  const save = useLearner((learner) => learner.save);
  const unsaved = useLearner((learner) => learner.unsaved.length);
  if (save.state !== "failed") return null;
  return (
    <div role="alert" className="bar-off w-full" data-save="failed">
      <Icon name="alert" />
      <span>
        <b>{t("failed", { count: unsaved })}</b> {t("failedMend")}
      </span>
      <span className="ml-auto flex gap-2">
        <Button size="s" onClick={() => void download()}>
          {t("file")}
        </Button>
        <Button size="s" onClick={() => void retrySaving()}>
          {t("retry")}
        </Button>
      </span>
    </div>
  );
}

/** Hands the learner their log as a file. */
export async function download(): Promise<void> {
  const url = URL.createObjectURL(new Blob([await exportLog()], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `quorum-${new Date().toISOString().slice(0, 10)}.json`;
  link.click();
  // The browser reads the blob after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

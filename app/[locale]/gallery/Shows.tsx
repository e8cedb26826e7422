"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { LiveRegion } from "@/components/ui/LiveRegion";
import { OptionRow } from "@/components/ui/OptionRow";
import { Segmented } from "@/components/ui/Segmented";
import { Tabs } from "@/components/ui/Tabs";

/** The primitives that need a hand, for the gallery. */
export function OptionShow() {
  const t = useTranslations("gallery.option");
  const [chosen, setChosen] = useState("b");
  return (
    <div className="grid w-full gap-6 md:grid-cols-2">
      <fieldset>
        <legend className="cap mb-2">{t("before")}</legend>
        <div className="opts">
          {(["a", "b", "c"] as const).map((id, at) => (
            <OptionRow
              key={id}
              name="gallery-before"
              value={id}
              keyHint={String(at + 1)}
              checked={chosen === id}
              onChange={() => setChosen(id)}
            >
              {t(id)}
            </OptionRow>
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend className="cap mb-2">{t("after")}</legend>
        <div className="opts">
          <OptionRow
            name="gallery-after"
            value="a"
            keyHint="1"
            checked={false}
            disabled
            verdict="key"
            verdictLabel={t("key")}
            many
          >
            {t("a")}
          </OptionRow>
          <OptionRow
            name="gallery-after"
            value="b"
            keyHint="2"
            checked
            disabled
            verdict="wrong"
            verdictLabel={t("yours")}
            why={t("why")}
            many
          >
            {t("b")}
          </OptionRow>
          <OptionRow
            name="gallery-after"
            value="c"
            keyHint="3"
            checked={false}
            disabled
            verdict="missed"
            verdictLabel={t("missed")}
            many
          >
            {t("c")}
          </OptionRow>
        </div>
      </fieldset>
    </div>
  );
}

export function SegmentedShow() {
  const t = useTranslations("gallery.confidence");
  const [value, setValue] = useState<"low" | "mid" | "high" | null>(null);
  return (
    <Segmented
      legend={t("legend")}
      showLegend
      value={value}
      onChange={setValue}
      options={[
        { value: "low", label: t("low") },
        { value: "mid", label: t("mid") },
        { value: "high", label: t("high") },
      ]}
    />
  );
}

export function TabsShow() {
  const t = useTranslations("gallery.tabs");
  return (
    <Tabs
      label={t("label")}
      tabs={[
        { id: "figure", label: t("figure"), panel: <p>{t("figureText")}</p> },
        { id: "table", label: t("table"), panel: <p>{t("tableText")}</p> },
      ]}
    />
  );
}

export function DialogShow() {
  const t = useTranslations("gallery");
  const shell = useTranslations("shell");
  const [open, setOpen] = useState<"centre" | "drawer" | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <Button onClick={() => setOpen("centre")}>{t("openDialog")}</Button>
      <Button onClick={() => setOpen("drawer")}>{t("openDrawer")}</Button>
      <Dialog
        open={open === "centre"}
        onClose={close}
        title={t("openDialog")}
        closeLabel={shell("close")}
        footer={
          <>
            <Button onClick={close}>{shell("close")}</Button>
            <Button variant="primary" onClick={close}>
              {t("start")}
            </Button>
          </>
        }
      >
        <p>{t("sentence")}</p>
      </Dialog>
      <Dialog
        open={open === "drawer"}
        onClose={close}
        title={t("openDrawer")}
        closeLabel={shell("close")}
        variant="drawer"
      >
        <p>{t("sentence")}</p>
      </Dialog>
    </>
  );
}

export function LiveShow() {
  const t = useTranslations("gallery");
  const [presses, setPresses] = useState(0);
  return (
    <>
      <Button onClick={() => setPresses(presses + 1)}>{t("announce")}</Button>
      <LiveRegion show>{presses > 0 ? t("announced", { count: presses }) : ""}</LiveRegion>
    </>
  );
}

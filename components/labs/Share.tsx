"use client";
/** This very moment as an address, and the moment that the address of this page names. */
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/Button";
import { fromHash, toHash } from "@/lib/sim/link";
import { Glyph } from "./Glyph";
import { useRun, useRunStore } from "./RunProvider";
import { verbs } from "./run";

type Told = { is: "copied" } | { is: "shown"; address: string } | { is: "unknown" } | { is: "broken" };

export function Share() {
  const t = useTranslations("labs");
  const store = useRunStore();
  const [told, setTold] = useState<Told>();
  const n = useRun((run) => run.n);
  useEffect(() => {
    if (!/^#[sr]=/.test(location.hash)) return;
    let isMeant = true;
    fromHash(location.hash).then((found) => {
      if (!isMeant) return;
      const { lab } = store.getState();
      if ("fault" in found) setTold({ is: found.fault.kind === "version" ? "unknown" : "broken" });
      else if (found.tape.m !== lab.model.id) setTold({ is: "broken" });
      else {
        const { p, seed, net, c } = found.tape;
        verbs.show(store, { p, seed, net }, c, found.n);
      }
    });
    return () => {
      isMeant = false;
    };
  }, [store]);
  const share = async () => {
    const { lab, settings, replay } = store.getState();
    const hash = await toHash({ m: lab.model.id, ...settings, c: replay.entries }, n);
    const address = `${location.origin}${location.pathname}${hash}`;
    try {
      await navigator.clipboard.writeText(address);
      setTold({ is: "copied" });
    } catch {
      // The browser does not let a page write there: the learner can.
      setTold({ is: "shown", address });
    }
  };
  return (
    <div className="lab-share">
      <div role="status" className="cap">
        {told?.is === "copied" ? t("share.done") : null}
        {told?.is === "unknown" ? t("share.unknown") : null}
        {told?.is === "broken" ? t("share.broken") : null}
        {told?.is === "shown" ? t("share.manual") : null}
      </div>
      {told?.is === "shown" ? (
        <input
          className="input"
          readOnly
          aria-label={t("share.label")}
          value={told.address}
          onFocus={(event) => event.target.select()}
        />
      ) : null}
      <Button size="s" onClick={() => void share()}>
        <Glyph name="share" />
        {t("share.do")}
      </Button>
    </div>
  );
}

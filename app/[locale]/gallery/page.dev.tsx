import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations, setRequestLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { IslandMessages } from "@/components/shell/IslandMessages";
import { Badge, Mark } from "@/components/ui/Badge";
import { Button, ButtonLink } from "@/components/ui/Button";
import { Callout } from "@/components/ui/Callout";
import { Card, CardLink } from "@/components/ui/Card";
import { Code, InlineCode } from "@/components/ui/Code";
import { DataTable } from "@/components/ui/DataTable";
import { Empty } from "@/components/ui/Empty";
import { FaultBox } from "@/components/ui/FaultBox";
import { Field } from "@/components/ui/Field";
import { Icon, iconNames } from "@/components/ui/Icon";
import { IconButton } from "@/components/ui/IconButton";
import { Kbd } from "@/components/ui/Kbd";
import { Cell, Dots, IntervalBar, type Level } from "@/components/ui/Meter";
import { Popover } from "@/components/ui/Popover";
import { Prose } from "@/components/ui/Prose";
import { TextLink } from "@/components/ui/TextLink";
import { isLocale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import { InteractionShow } from "./Interactions";
import { DialogShow, LiveShow, OptionShow, SegmentedShow, TabsShow } from "./Shows";

export const metadata: Metadata = { title: "Gallery", robots: { index: false } };

const colours =
  "bg surface sunken line line-strong ink ink-2 ink-3 accent accent-soft good good-soft warn warn-soft bad bad-soft m1 m2 m3 m4 m5 c1 c2 c3 c4 c5";
const interactions = ["verdict", "blanks", "blanks-code", "line", "spot", "prose", "lookups", "design"] as const;
const levels: readonly Level[] = [1, 2, 3, 4, 5];
const intervals = [
  { low: 2, middle: 11, high: 24 },
  { low: 18, middle: 31, high: 44 },
  { low: 38, middle: 51, high: 64 },
  { low: 58, middle: 71, high: 84 },
  { low: 78, middle: 91, high: 98 },
];

/** Every primitive in its states. While developing only: the production build does not hold this page. */
export default async function GalleryPage({ params }: { params: Promise<{ locale: string }> }) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  setRequestLocale(locale);
  const [t, ui] = await Promise.all([getTranslations("gallery"), getTranslations("ui")]);
  const band = (level: Level) => ui(`band.${level}`);
  const home = localePath(locale, "/gallery");
  return (
    <main id="main" className="wrap">
      <div className="page-head">
        <div>
          <h1 className="h1">{t("title")}</h1>
          <p className="mt-1.5 text-m text-ink-3">{t("about")}</p>
        </div>
      </div>
      <div className="gallery">
        <Row name={t("colours")}>
          {colours.split(" ").map((name) => (
            <div key={name} className="mono w-28 text-xs text-ink-2">
              <i
                className="mb-1 block h-11 rounded-ctl border border-line-strong"
                style={{ background: `var(--${name})` }}
              />
              {name}
            </div>
          ))}
        </Row>
        <Row name="Icon">
          {iconNames.map((name) => (
            <span key={name} className="inline-flex w-36 items-center gap-2 text-s text-ink-2">
              <Icon name={name} />
              {name}
            </span>
          ))}
        </Row>
        <Row name="Button">
          <Button variant="primary" minutes={ui("minutes", { count: 9 })}>
            {t("start")}
          </Button>
          <Button variant="primary" size="l" keyHint="Enter">
            {t("start")}
          </Button>
          <Button>{t("secondary")}</Button>
          <Button icon="plus">{t("secondary")}</Button>
          <Button disabled>{t("disabled")}</Button>
          <Button busy>{t("busy")}</Button>
          <Button variant="quiet">{t("quiet")}</Button>
          <Button size="s">{t("small")}</Button>
          <ButtonLink href={home}>{t("link")}</ButtonLink>
        </Row>
        <Row name="IconButton, TextLink, Kbd">
          <IconButton icon="flag" label={t("flag")} />
          <IconButton icon="flag" label={t("flagged")} aria-pressed />
          <IconButton icon="flag" label={t("disabled")} disabled />
          <TextLink href={home}>{t("link")}</TextLink>
          <TextLink href="https://raft.github.io/raft.pdf">{t("outside")}</TextLink>
          <span>
            <Kbd keep>1</Kbd> <Kbd keep>Enter</Kbd> <Kbd keep>?</Kbd>
          </span>
        </Row>
        <Row name="Badge, Mark">
          <Badge>{t("plain")}</Badge>
          <Badge tone="good" icon="check">
            {t("passed")}
          </Badge>
          <Badge tone="warn" icon="maybe">
            {t("maybe")}
          </Badge>
          <Badge tone="bad" icon="x">
            {t("sureWrong")}
          </Badge>
          <Badge tone="accent">{t("plain")}</Badge>
          <Badge tone="untested" icon="none">
            {ui("untested")}
          </Badge>
          <Mark tone="hint" icon="none">
            {ui("untested")}
          </Mark>
          <Mark tone="warn" icon="maybe">
            {t("maybe")}
          </Mark>
          <Mark tone="bad" icon="weak">
            {band(1)}
          </Mark>
          <Mark tone="accent" icon="form">
            {band(3)}
          </Mark>
          <Mark tone="good" icon="solid">
            {band(4)}
          </Mark>
        </Row>
        <Row name="Meter">
          {levels.map((level, at) => {
            const interval = intervals[at];
            const label = interval ? ui("interval", { low: interval.low, high: interval.high, band: band(level) }) : "";
            return (
              <div key={level} className="grid w-64 grid-cols-[auto_1fr_64px] items-center gap-3">
                <Dots level={level} label={ui("dots", { band: band(level), level })} />
                <IntervalBar interval={interval ?? null} goal label={label} />
                <Cell level={level}>
                  <span className="block rounded-s bg-surface px-1 text-center text-s">{band(level)}</span>
                </Cell>
              </div>
            );
          })}
          <div className="grid w-64 grid-cols-[auto_1fr_64px] items-center gap-3">
            <Dots level={null} label={ui("untested")} />
            <IntervalBar interval={null} label={ui("untested")} />
            <Cell level={null}>
              <span className="block rounded-s bg-surface px-1 text-center text-s">{ui("untested")}</span>
            </Cell>
          </div>
        </Row>
        <IslandMessages namespaces={["gallery", "quiz"]}>
          {interactions.map((show) => (
            <Row key={show} name={`interaction: ${show}`}>
              <InteractionShow show={show} />
            </Row>
          ))}
        </IslandMessages>
        <IslandMessages namespaces={["gallery", "shell"]}>
          <Row name="OptionRow">
            <OptionShow />
          </Row>
          <Row name="Segmented">
            <SegmentedShow />
          </Row>
          <Row name="Tabs">
            <TabsShow />
          </Row>
          <Row name="Dialog, Popover">
            <DialogShow />
            <p>
              {t("sentence")}{" "}
              <Popover id="gallery-term" trigger={t("term")}>
                {t("termText")}
              </Popover>
            </p>
          </Row>
          <Row name="LiveRegion">
            <LiveShow />
          </Row>
        </IslandMessages>
        <Row name="Field">
          <Field label={t("field")} hint={t("fieldHint")} unit="ms" defaultValue="150" inputMode="numeric" />
          <Field label={t("field")} error={t("fieldError")} unit="ms" defaultValue="1e" />
          <Field label={t("field")} disabled defaultValue="150" />
        </Row>
        <Row name="Card">
          <Card className="w-72">{t("sentence")}</Card>
          <CardLink href={home} className="w-72">
            {t("link")}
          </CardLink>
        </Row>
        <Row name="Callout">
          <div className="grid w-full gap-5">
            <Callout kind="note" label={t("note")}>
              <p>{t("sentence")}</p>
            </Callout>
            <Callout kind="pitfall" label={t("pitfall")}>
              <p>{t("sentence")}</p>
            </Callout>
            <Callout kind="source" label={t("source")}>
              <p>{t("sentence")}</p>
            </Callout>
            <Callout kind="deep-dive" label={t("deepDive")}>
              <p>{t("sentence")}</p>
            </Callout>
          </div>
        </Row>
        <Row name="Prose">
          <Prose>
            <p>
              {t("sentence")} <code>commitIndex</code> <strong>{t("plain")}</strong> <em>{t("plain")}</em>{" "}
              <a href="https://raft.github.io/raft.pdf">{t("outside")}</a>
            </p>
            <ul>
              <li>{t("sentence")}</li>
              <li>{t("sentence")}</li>
            </ul>
            <ol>
              <li>{t("sentence")}</li>
              <li>{t("sentence")}</li>
            </ol>
            <blockquote>{t("sentence")}</blockquote>
          </Prose>
        </Row>
        <Row name="Code">
          <Code label={t("code")}>
            {
              "SET lock:42 8f1c NX PX 10000\nif redis.call('get', KEYS[1]) == ARGV[1] then\n  return redis.call('del', KEYS[1])\nend"
            }
          </Code>
          <InlineCode>acks=all</InlineCode>
        </Row>
        <Row name="DataTable">
          <div className="w-full">
            <DataTable
              caption={t("table")}
              rows={[
                { id: "log", way: t("row.log.way"), trips: t("row.log.trips"), clock: t("row.log.clock") },
                { id: "index", way: "ReadIndex", trips: t("row.index.trips"), clock: t("row.log.clock") },
                { id: "lease", way: t("row.lease.way"), trips: "0", clock: t("row.lease.clock") },
              ]}
              rowId={(row) => row.id}
              columns={[
                { id: "way", label: t("column.way"), cell: (row) => row.way },
                { id: "trips", label: t("column.trips"), cell: (row) => row.trips },
                { id: "clock", label: t("column.clock"), cell: (row) => row.clock },
              ]}
            />
          </div>
        </Row>
        <Row name="Empty">
          <Empty action={<Button>{t("start")}</Button>}>{t("empty")}</Empty>
        </Row>
        <Row name="FaultBox">
          <FaultBox
            what={t("fault.what")}
            where={t("fault.where")}
            mend={t("fault.mend")}
            labels={{ where: ui("fault.where"), mend: ui("fault.mend") }}
            actions={<Button variant="primary">{t("fault.action")}</Button>}
          />
        </Row>
        <Row name={t("waiting")}>
          <div className="wait grid h-30 w-72 place-items-center text-s text-ink-3">{t("wait")}</div>
          <span className="off-badge">
            <Icon name="offline" />
            {t("offline")}
          </span>
        </Row>
      </div>
    </main>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section aria-label={name}>
      <h2>{name}</h2>
      <div className="flex min-w-0 flex-wrap items-start gap-x-7 gap-y-5">{children}</div>
    </section>
  );
}

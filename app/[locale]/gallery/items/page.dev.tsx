import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NextIntlClientProvider } from "next-intl";
import { getMessages, getTranslations, setRequestLocale } from "next-intl/server";
import { Mark } from "@/components/ui/Badge";
import { Button } from "@/components/ui/Button";
import { Code } from "@/components/ui/Code";
import { Empty } from "@/components/ui/Empty";
import { Field } from "@/components/ui/Field";
import { TextLink } from "@/components/ui/TextLink";
import { judge, todayIso, type Verdict } from "@/lib/content/check";
import type { Content } from "@/lib/content/load";
import { currentContent } from "@/lib/content/pages";
import { type Preview, previewsOf } from "@/lib/content/preview";
import { exampleOf } from "@/lib/content/template";
import { isLocale, type Locale, langOf, locales } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import { kindIds } from "@/lib/quiz/item";
import { ItemPreview } from "./ItemPreview";

export const metadata: Metadata = { title: "Items", robots: { index: false } };

type Query = Partial<Record<"kind" | "topic" | "gap" | "id" | "seed" | "page", string>>;

/** Items on a page: each is there four times, in two languages and with and without its key. */
const perPage = 10;

/** For authors, and while developing only: every item as it is asked, with its key, its warnings and the keys of its kind. */
export default async function ItemsPage(props: { params: Promise<{ locale: string }>; searchParams: Promise<Query> }) {
  const [{ locale }, query] = await Promise.all([props.params, props.searchParams]);
  if (!isLocale(locale)) notFound();
  setRequestLocale(locale);
  const t = await getTranslations("gallery.items");
  const verdict = verdictOf(currentContent());
  const found = previewsOf(verdict, query);
  const page = Math.max(1, Number(query.page ?? 1));
  const shown = found.slice((page - 1) * perPage, page * perPage);
  const here = localePath(locale, "/gallery/items");
  const pageAt = (number: number) => `${here}?${new URLSearchParams({ ...query, page: String(number) })}`;
  const kinds = kindIds.filter((kind) => shown.some(({ asked }) => (asked.zh ?? asked.en)?.kind === kind));
  const messages = Object.fromEntries(
    await Promise.all(locales.map(async (each) => [each, await getMessages({ locale: each })] as const)),
  ) as Record<Locale, Awaited<ReturnType<typeof getMessages>>>;
  const folders = [...verdict.content.topics, ...verdict.content.gapFolders].map(({ id }) => id);
  const gaps = verdict.content.gaps.value.map(({ id }) => id);
  return (
    <main id="main" className="wrap">
      <div className="page-head">
        <div>
          <h1 className="h1">{t("title")}</h1>
          <p className="mt-1.5 text-m text-ink-3">{t("about")}</p>
        </div>
      </div>
      <form action={here} className="mb-6 flex flex-wrap items-end gap-4">
        <Choice name="kind" label={t("kind")} all={t("all")} given={query.kind} among={kindIds} />
        <Choice name="topic" label={t("topic")} all={t("all")} given={query.topic} among={folders} />
        <Choice name="gap" label={t("gap")} all={t("all")} given={query.gap} among={gaps} />
        <Field name="id" label={t("id")} defaultValue={query.id ?? ""} />
        <Field name="seed" label={t("seed")} defaultValue={query.seed ?? "1"} inputMode="numeric" />
        <Button type="submit" variant="primary">
          {t("show")}
        </Button>
      </form>
      <p className="mb-4 text-m text-ink-2">
        {t("found", { count: found.length, page, pages: Math.max(1, Math.ceil(found.length / perPage)) })}
      </p>
      {kinds.map((kind) => (
        <details key={kind} open={query.kind === kind} className="mb-3">
          <summary className="mb-2 text-m font-semibold">{t("keysOf", { kind })}</summary>
          <Code label={t("keysOf", { kind })}>{exampleOf(kind, "your-topic", "consistency.1")}</Code>
        </details>
      ))}
      {shown.length === 0 ? <Empty>{t("none")}</Empty> : null}
      {shown.map((preview) => (
        <article key={preview.id} aria-label={preview.id} className="grid gap-4 border-t border-line-strong py-7">
          <Head preview={preview} broken={t("broken")} />
          <div className="grid gap-8 lg:grid-cols-2">
            {locales.map((each) => {
              const item = preview.asked[each];
              const { quiz, kinds, gallery } = messages[each];
              return item ? (
                <div key={each} lang={langOf[each]} className="min-w-0">
                  <NextIntlClientProvider locale={each} messages={{ quiz, kinds, gallery }} timeZone="UTC">
                    <ItemPreview
                      item={item}
                      seed={Number(query.seed ?? 1)}
                      misconceptions={preview.misconceptions[each]}
                    />
                  </NextIntlClientProvider>
                </div>
              ) : null;
            })}
          </div>
        </article>
      ))}
      <nav aria-label={t("pages")} className="flex gap-6 py-6">
        {page > 1 ? <TextLink href={pageAt(page - 1)}>{t("before")}</TextLink> : null}
        {page * perPage < found.length ? <TextLink href={pageAt(page + 1)}>{t("after")}</TextLink> : null}
      </nav>
    </main>
  );
}

/** Judging takes seconds; the content is the same object until a file changes. */
const verdicts = new WeakMap<Content, Verdict>();

function verdictOf(content: Content): Verdict {
  const verdict = verdicts.get(content) ?? judge(content, todayIso());
  verdicts.set(content, verdict);
  return verdict;
}

/** What the item is, where it stands, and what the check says of it. */
function Head({ preview: { id, file, line, matters, asked }, broken }: { preview: Preview; broken: string }) {
  const item = asked.zh ?? asked.en;
  return (
    <header className="grid gap-2">
      <h2 className="h2">{id}</h2>
      <p className="mono text-s text-ink-3">
        {file}:{line}
        {item ? ` · ${item.kind} · ${item.difficulty}/5 · ${item.seconds} s · ${item.statements.join(" ")}` : ""}
      </p>
      {item ? null : (
        <Mark tone="bad" icon="alert">
          {broken}
        </Mark>
      )}
      {matters.map((matter) => (
        <p
          key={`${matter.line} ${matter.what}`}
          className={matter.level === "problem" ? "text-m text-bad" : "text-m text-warn"}
        >
          {matter.line}: {matter.what}, {matter.mend}
        </p>
      ))}
    </header>
  );
}

type ChoiceProps = { name: string; label: string; all: string; given: string | undefined; among: readonly string[] };

function Choice({ name, label, all, given, among }: ChoiceProps) {
  return (
    <div className="field">
      <label htmlFor={`filter-${name}`}>{label}</label>
      <select id={`filter-${name}`} name={name} className="input" defaultValue={given ?? ""}>
        <option value="">{all}</option>
        {among.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
    </div>
  );
}

import { useTranslations } from "next-intl";
import { Code } from "@/components/ui/Code";
import { InlineText } from "@/components/ui/InlineText";
import type { Item } from "@/lib/quiz/catalog";
import type { Interaction } from "@/lib/quiz/interaction";
import { present } from "@/lib/quiz/present";
import { explainItem, keyResponse } from "@/lib/quiz/score";
import { seedOf } from "@/lib/quiz/seed";

/** The key with its reasons, for readers whose page runs no script. */
export function KeyInPrint({ item }: { item: Item }) {
  const holds = useTranslations("quiz.holds");
  const seed = seedOf(item.id);
  const verdicts = present(item, seed).interactions.flatMap(({ type, name }) => (type === "verdict" ? name : []));
  return (
    <>
      {explainItem(item, keyResponse(item, seed), seed).map((part) => (
        <div key={part.name}>
          {part.key.split("\n").map((line) => (
            <p key={line}>
              <strong>
                <InlineText text={verdicts.includes(part.name) ? holds(line) : line} />
              </strong>
            </p>
          ))}
          {[
            part.rationale,
            ...part.notes.filter(({ verdict }) => verdict === "key").map(({ rationale }) => rationale),
          ].map((reason) =>
            reason ? (
              <p key={reason}>
                <InlineText text={reason} />
              </p>
            ) : null,
          )}
        </div>
      ))}
    </>
  );
}

/** A question as print: its stem and what there is to choose from, in the order of a fixed seed. No key. */
export function Question({ item }: { item: Item }) {
  const t = useTranslations("note");
  const { assumptions, stem, code, interactions } = present(item, seedOf(item.id));
  // Later steps would give the first away.
  const [first] = interactions;
  return (
    <div className="grid gap-4">
      {assumptions ? (
        <p className="text-m text-ink-2">
          <InlineText text={assumptions} />
        </p>
      ) : null}
      <p className="font-semibold">
        <InlineText text={stem} />
      </p>
      {code ? <Code label={t("listing", { lang: code.lang })}>{code.text}</Code> : null}
      {first ? <Choices interaction={first} /> : null}
    </div>
  );
}

function Choices({ interaction }: { interaction: Interaction }) {
  const t = useTranslations("quiz");
  switch (interaction.type) {
    case "choice":
      return <Rows rows={interaction.options} marks="ABCDEFGHI" />;
    case "order":
      return <Rows rows={interaction.steps} marks="ABCDEFGHI" />;
    case "pick":
      return <Rows rows={interaction.spans} marks="123456789" />;
    case "match":
      return (
        <div className="grid gap-3 sm:grid-cols-2">
          <Rows rows={interaction.left} marks="123456789" />
          <Rows rows={interaction.right} marks="ABCDEFGHI" />
        </div>
      );
    case "number":
      return <p className="text-ink-3">____ {interaction.unit}</p>;
    case "verdict":
      return <Rows rows={["true", "false"].map((id) => ({ id, text: t(`holds.${id}`) }))} marks="12" />;
    case "blanks": {
      const words = interaction.text.map((run) => ("text" in run ? run.text : "_".repeat(run.size))).join("");
      return interaction.isCode ? (
        <Code label={t("code")}>{words}</Code>
      ) : (
        <p>
          <InlineText text={words} />
        </p>
      );
    }
    case "line":
      return (
        <Code label={t("line.listing", { lang: interaction.lang })}>
          {interaction.lines.map(({ text }) => text).join("\n")}
        </Code>
      );
    case "spot":
      return (
        <div className="grid gap-3">
          {/* biome-ignore lint/security/noDangerouslySetInnerHtml: drawn at build from our own items */}
          <div className="scroll-x" dangerouslySetInnerHTML={{ __html: interaction.figure }} />
          <Rows rows={interaction.areas} marks="123456789" />
        </div>
      );
    case "prose":
      return null;
    case "lookups":
      return <Rows rows={interaction.lookups} marks="123456789" />;
    case "design":
      return (
        <div className="grid gap-3 sm:grid-cols-2">
          <Rows rows={interaction.components} marks="123456789" />
          <Rows rows={interaction.domains} marks="ABCD" />
        </div>
      );
    case "tape":
      return <Rows rows={interaction.goals} marks="123456789" />;
    default:
      return interaction satisfies never;
  }
}

function Rows({ rows, marks }: { rows: readonly { id: string; text: string }[]; marks: string }) {
  return (
    <ol className="opts">
      {rows.map(({ id, text }, index) => (
        <li key={id} className="opt">
          <span className="key" aria-hidden="true">
            {marks[index]}
          </span>
          <span>
            <InlineText text={text} />
          </span>
        </li>
      ))}
    </ol>
  );
}

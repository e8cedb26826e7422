import type { ComponentProps, ReactNode } from "react";
import type { NotePage } from "@/lib/content/pages";
import type { VocabularyName } from "@/lib/content/schema";
import { Claim } from "./Claim";
import { Code } from "./Code";
import { Correction } from "./Correction";
import { DeepDive } from "./DeepDive";
import { Diagram } from "./Diagram";
import { Figure } from "./Figure";
import { Formula } from "./Formula";
import { Heading } from "./Heading";
import { Lab } from "./Lab";
import { Ladder } from "./Ladder";
import { Listing } from "./Listing";
import { Pitfall } from "./Pitfall";
import { Probe } from "./Probe";
import { Source } from "./Source";
import { Table } from "./Table";
import { Term } from "./Term";

type Content = { children: ReactNode };

/** The closed list of names a note may use, bound to its page, and the Markdown elements that are dressed. */
export const vocabularyFor = (page: NotePage) => {
  const names = {
    Claim: (props: Content & { id: string }) => <Claim page={page} {...props} />,
    Source: (props: { citation: string }) => <Source page={page} citation={props.citation} />,
    Correction: (props: { row: string; source: string; said: string; right: string }) => (
      <Correction page={page} {...props} />
    ),
    Probe: (props: { item: string }) => <Probe page={page} item={props.item} />,
    Diagram: (props: { id: string; caption: string; alt: string; wide: string; narrow: string }) => (
      <Diagram {...props} />
    ),
    Figure: (props: Content & { id: string; caption: string; alt: string }) => <Figure {...props} />,
    Table: (props: Content & { caption: string }) => <Table {...props} />,
    DeepDive: (props: Content & { title: string }) => <DeepDive {...props} />,
    Pitfall: (props: Content & { title: string }) => <Pitfall {...props} />,
    Term: (props: Content & { id: string }) => <Term page={page} {...props} />,
    Ladder: () => <Ladder page={page} />,
    Lab: (props: { id: string }) => <Lab page={page} id={props.id} />,
    Code: (props: Content & { title: string }) => <Code {...props} />,
    Math: (props: { mathml: string }) => <Formula mathml={props.mathml} />,
  } satisfies Record<VocabularyName, (props: never) => ReactNode>;
  return {
    ...names,
    h2: (props: Content & { id: string }) => <Heading page={page} depth={2} {...props} />,
    h3: (props: Content & { id: string }) => <Heading page={page} depth={3} {...props} />,
    pre: (props: ComponentProps<"pre">) => <Listing {...props} />,
    table: (props: Content) => <table className="tbl stack">{props.children}</table>,
    a: (props: Content & { href?: string }) => <a href={props.href}>{props.children}</a>,
  };
};

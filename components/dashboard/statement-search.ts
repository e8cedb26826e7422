/** Finds the can-do statements that a learner means: by the words of a search, or by the words of a question they were asked. */

import type { CatalogGap } from "@/lib/quiz/catalog";
import { indexTokens, queryTokens } from "@/lib/search/tokenize";

export type Statement = CatalogGap["statements"][number];
export type StatementGroup = { gap: CatalogGap; statements: Statement[] };

/** The statements that have every word of the search in their text or in their gap's title; all without a search. */
export function findStatements(gaps: readonly CatalogGap[], search: string): StatementGroup[] {
  const wanted = queryTokens(search);
  return gaps.flatMap((gap): StatementGroup[] => {
    const statements = gap.statements.filter(({ text }) => {
      const tokens = indexTokens(`${gap.title} ${text}`);
      return wanted.every((token) => tokens.some((each) => each.startsWith(token)));
    });
    return statements.length > 0 ? [{ gap, statements }] : [];
  });
}

/**
 * A statement is like a question when what they share weighs as much as two words that few statements have, and at least
 * so much of what the likest shares. Heuristic.
 */
const likeFrom = 4;
const ofLikest = 0.6;

/**
 * The statements that share most with a question, the likest first. A word counts ln(statements / those that have it), so
 * that what stands in most of them counts nothing.
 */
export function statementsLike(gaps: readonly CatalogGap[], question: string, most = 3): Statement[] {
  const asked = new Set(queryTokens(question));
  const all = gaps.flatMap(({ statements }) => statements);
  const tokensOf = new Map(all.map(({ id, text }) => [id, new Set(indexTokens(text))]));
  const weights = [...asked].map((token) => {
    const having = all.filter(({ id }) => tokensOf.get(id)?.has(token)).length;
    return { token, weight: having === 0 ? 0 : Math.log(all.length / having) };
  });
  const ranked = all
    .map((statement) => ({
      statement,
      shared: weights
        .filter(({ token }) => tokensOf.get(statement.id)?.has(token))
        .reduce((sum, { weight }) => sum + weight, 0),
    }))
    .sort((a, b) => b.shared - a.shared);
  const least = Math.max(likeFrom, ofLikest * (ranked[0]?.shared ?? 0));
  return ranked
    .filter(({ shared }) => shared >= least)
    .slice(0, most)
    .map(({ statement }) => statement);
}

/**
 * Branded ids. They are checked once, where they enter (content files, URLs, stored events), and trusted afterwards.
 * Segments are `[a-z0-9]+(-[a-z0-9]+)*`; `.` joins two of them and `#` points to a heading. Ids are never reused.
 */
declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

export type TopicId = Id<"TopicId">;
export type TrackId = Id<"TrackId">;
export type GapId = Id<"GapId">;
/** `<gap>.<1-5>` */
export type StatementId = Id<"StatementId">;
/** `<topic>.<short-name>`, or `<gap>.<short-name>` for an item of a gap. */
export type ItemId = Id<"ItemId">;
/** `<topic>.chain.<short-name>` */
export type ChainId = Id<"ChainId">;
export type MisconceptionId = Id<"MisconceptionId">;
export type HeadingId = Id<"HeadingId">;
export type MockId = Id<"MockId">;
/** One sitting of a mock interview: a UUIDv7 made on the device. */
export type AttemptId = Id<"AttemptId">;

const segment = "[a-z0-9]+(?:-[a-z0-9]+)*";
export const segmentPattern = new RegExp(`^${segment}$`);
export const statementPattern = new RegExp(`^${segment}\\.[1-5]$`);
export const itemPattern = new RegExp(`^${segment}\\.${segment}$`);
export const chainPattern = new RegExp(`^${segment}\\.chain\\.${segment}$`);

/** The gap that a statement belongs to: `consistency` for `consistency.4`. */
export const gapOfStatement = (statement: StatementId): GapId =>
  statement.slice(0, statement.lastIndexOf(".")) as GapId;

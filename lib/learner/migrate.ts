/** An event as it would be written today: ids that were given up are replaced by those their history goes on under. */
import {
  type ChainId,
  type GapId,
  gapOfStatement,
  type HeadingId,
  type ItemId,
  type StatementId,
  type TopicId,
} from "../ids";
import type { Observation } from "../quiz/item";
import type { Moves } from "../quiz/migrations";
import type { FormItem, LearnerEvent } from "./events";

/** Fields that hold ids of content, in whatever type of event they stand. */
type Fields = {
  item?: ItemId;
  chain?: ChainId;
  gap?: GapId;
  topic?: TopicId;
  heading?: HeadingId;
  statements?: StatementId[];
  observations?: Observation[];
  form?: FormItem[];
};

/** The same event when nothing in it was moved. The record in the log stays as it is. */
export function migrate(event: LearnerEvent, moves: Moves): LearnerEvent {
  // Every body may hold some of these fields, and some hold none.
  const body = event.body as Fields;
  const changes: Fields = {};
  if (body.item !== undefined) changes.item = moves.item(body.item);
  if (body.chain !== undefined) changes.chain = moves.chain(body.chain);
  // A gap has no line of its own: it goes where its first statement goes.
  if (body.gap !== undefined) changes.gap = gapOfStatement(moves.statement(`${body.gap}.1` as StatementId));
  if (body.topic !== undefined && body.heading !== undefined)
    Object.assign(changes, moves.place({ topic: body.topic, heading: body.heading }));
  if (body.statements !== undefined) changes.statements = statementsNow(body.statements, moves);
  if (body.observations !== undefined) changes.observations = same(body.observations, (each) => moved(each, moves));
  if (body.form !== undefined) changes.form = formNow(body.form, moves);
  const isSame = (Object.keys(changes) as (keyof Fields)[]).every((key) => changes[key] === body[key]);
  return isSame ? event : ({ ...event, body: { ...body, ...changes } } as LearnerEvent);
}

function moved(observation: Observation, moves: Moves): Observation {
  const { statement, misconception } = observation;
  const now = moves.statement(statement);
  const idea = misconception && moves.misconception(misconception);
  if (now === statement && idea === misconception) return observation;
  return { ...observation, statement: now, ...(idea && { misconception: idea }) };
}

/** Two statements that became one stand once. */
function statementsNow(statements: StatementId[], moves: Moves): StatementId[] {
  const now = [...new Set(statements.map((statement) => moves.statement(statement)))];
  return now.length === statements.length && now.every((each, index) => each === statements[index]) ? statements : now;
}

/** Two questions of one form that became one item: only the first moves, so that no place of the exam gets lost. */
function formNow(form: FormItem[], moves: Moves): FormItem[] {
  const taken = new Set<ItemId>();
  return same(form, (asked) => {
    const item = moves.item(asked.item);
    const now = item === asked.item || taken.has(item) ? asked : { ...asked, item };
    taken.add(now.item);
    return now;
  });
}

/** The mapped list; the list itself when nothing in it changed. */
function same<Value>(list: Value[], map: (value: Value) => Value): Value[] {
  const mapped = list.map(map);
  return mapped.every((each, index) => each === list[index]) ? list : mapped;
}

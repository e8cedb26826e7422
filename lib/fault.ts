/** A problem told so that the reader can mend it: what is wrong, where, and what to do. */
export type FaultParts = { what: string; where: string; mend: string };

/** Thrown for bugs and bad content. What a learner can do wrong is returned as a value instead. */
export class Fault extends Error implements FaultParts {
  override name = "Fault";
  readonly what: string;
  readonly where: string;
  readonly mend: string;

  constructor({ what, where, mend }: FaultParts) {
    super(`${where}: ${what}. To mend: ${mend}`);
    this.what = what;
    this.where = where;
    this.mend = mend;
  }
}

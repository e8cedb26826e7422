/**
 * Every number of the weakness model, in one table, each with where it comes from. "transferred": fitted on public
 * answer logs of one domain and held on others, never on the one it was judged by. "own study": the starting value for
 * one person's spaced study, where course logs say little. "heuristic": set by judgement; nothing measured it yet.
 * Ability is in logits, time in ms unless the name says otherwise.
 */
export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

export const model = {
  /** b0, log-odds of a right answer before anything is known. Transferred. */
  base: 1.7,
  /** Variance of the learner's overall ability. Transferred. */
  globalVariance: 0.7,
  /** Fast global state (the form of the hour): stationary variance and carry-over from one answer to the next. Transferred. */
  formVariance: 0.4,
  formCarry: 0.96,
  /** It fades by (1 + hours)^-1.05. Transferred. */
  formFade: 1.05,
  /** Slow state of a gap: prior mean and variance. Transferred. */
  gapMean: -0.93,
  gapVariance: 0.25,
  /** Fast state of a gap: stationary variance and carry-over. Transferred. */
  gapFormVariance: 0.84,
  gapFormCarry: 0.64,
  /** An item that bears on |J| gaps weighs each by |J|^-0.56. Transferred. */
  gapShare: 0.56,
  /** Offset of a topic, mean zero. Heuristic: the logs had one layer of skills, so the layers beside it get less than it. */
  topicVariance: 0.1,
  /** Offset of one can-do statement inside its gap, mean zero. Heuristic, as above. */
  statementVariance: 0.05,
  /** What an author's difficulty does not know of an item. Own study (.15 in courses, where statistics are better). */
  itemVariance: 0.5,
  /** Having met the item: after a right answer, after a wrong one, and what is kept of it at each meeting. Transferred. */
  itemAfterRight: 0.26,
  itemAfterWrong: -0.12,
  itemKeep: 0.9,
  /** Effect of one step of the author's difficulty: mean and variance. Own study (.62 and .041 in courses). */
  slope: 0.5,
  slopeVariance: 0.1,
  /** What practising a gap adds: (right y + wrong (1 - y)) / (1 + slowing n). Own study: .05 to .1; slowing transferred. */
  gainRight: 0.08,
  gainWrong: 0.05,
  gainSlowing: 1.41,
  /**
   * Forgetting: what is known is kept by (1 + days)^-phi. Own study: .05 to .1 (about 0 inside a course). The low end,
   * since in simulation a daily learner's variance settled too high for the claim "weak" to be reached with more.
   */
  forgetting: 0.05,
  /** A slip: the share of wrong answers by those who know. Transferred. */
  slip: 0.03,
  /** Correlation of the criteria of one answer. Transferred. */
  criteriaCorrelation: 0.3,
} as const;

/** How an answer's circumstances change what it counts. Heuristic, all of them. */
export const evidence = {
  /** The most that an answer can earn after 0, 1, 2, 3 or more hints. */
  hintCaps: [1, 0.7, 0.5, 0.3],
  /** Weight of a right answer given as "unsure". */
  unsureAndRight: 0.6,
  /** Weight of a wrong answer given as "sure". */
  sureAndWrong: 1.5,
  /** From this share of the marks an answer shows the statement (closing rule), and counts as right. */
  rightFrom: 0.7,
  /** Below this share it counts as wrong; between the two it is partly right. */
  wrongBelow: 0.4,
  /** A second answer to the same item within this time repeats what was just read: it moves the fast states only. */
  sameDayMs: 16 * hourMs,
} as const;

/** What the product may say, and when. */
export const claims = {
  /** z of the middle 80 % of a normal distribution. */
  z80: 1.2815515655446004,
  /** The target on the scale of p. */
  target: 0.7,
  /** No interval before so many answers, no number in words before so many. */
  intervalFrom: 3,
  wordsFrom: 10,
  /** Bands on 0..100: weak, shaky, forming, solid, fluent. */
  bandCuts: [20, 40, 60, 80],
  /** "Weak" is said only at this probability of being among the bottom two, over so many draws. */
  weakFrom: 0.9,
  draws: 2000,
  /** A middle below this (0..100) is low: the bands weak and shaky. */
  lowBelow: 40,
  /** Solid: kinds of item it takes. */
  solidKinds: 2,
  /**
   * "Three days apart" without knowing the learner's time zone: two moments on calendar days three apart lie more than
   * 48 h from each other, two apart less than 72 h; this is the middle.
   */
  threeDaysMs: 60 * hourMs,
  /** Closing: items and kinds that must show each statement. */
  closingItems: 2,
  closingKinds: 2,
} as const;

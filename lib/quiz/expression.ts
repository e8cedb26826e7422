/**
 * The arithmetic that a numeric question is written in: `floor(n / 2) + 1`. A closed language without side effects, so
 * that content can hold formulas and nothing in content is ever run as code.
 *
 *   sum     = product (("+" | "-") product)*
 *   product = unary (("*" | "/") unary)*
 *   unary   = "-" unary | power
 *   power   = atom ("^" unary)?            right-associative; -2^2 is -4
 *   atom    = number | name | name "(" sum ("," sum)* ")" | "(" sum ")"
 */
import { Fault } from "../fault";

export type Values = Readonly<Record<string, number>>;
/** Computes the expression; NaN or an infinity where it has no value (0 / 0, ln(0)). */
export type Expression = (values: Values) => number;

const functions: Readonly<Record<string, { arity: "one" | "many"; apply: (...args: number[]) => number }>> = {
  min: { arity: "many", apply: Math.min },
  max: { arity: "many", apply: Math.max },
  floor: { arity: "one", apply: Math.floor },
  ceil: { arity: "one", apply: Math.ceil },
  round: { arity: "one", apply: Math.round },
  log2: { arity: "one", apply: Math.log2 },
  ln: { arity: "one", apply: Math.log },
  sqrt: { arity: "one", apply: Math.sqrt },
};

/** How a parameter may be called; function names are taken. */
export const isParameterName = (name: string): boolean =>
  /^[A-Za-z][A-Za-z0-9_]*$/.test(name) && !Object.hasOwn(functions, name);

/**
 * Reads an expression over the named parameters.
 * @param source the text as written in content; a plain number is an expression too
 * @throws Fault naming the column of the first thing that cannot be read, or the unknown name
 */
export function parseExpression(source: string | number, parameters: readonly string[]): Expression {
  const text = String(source);
  const parser = new Parser(text, tokenize(text), parameters);
  return parser.whole();
}

type Token = { kind: "number" | "name" | "sign" | "end"; text: string; column: number };

const tokenPattern = /\s*(?:(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|([A-Za-z][A-Za-z0-9_]*)|([-+*/^(),]))/y;

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (text.slice(at).trim() !== "") {
    tokenPattern.lastIndex = at;
    const match = tokenPattern.exec(text);
    if (!match) throw unreadable(text, at + (text.slice(at).search(/\S/) + 1), "a sign that expressions do not have");
    const [whole, number, name, sign] = match;
    const token = number ?? name ?? sign ?? "";
    const kind = number !== undefined ? "number" : name !== undefined ? "name" : "sign";
    tokens.push({ kind, text: token, column: at + whole.length - token.length + 1 });
    at += whole.length;
  }
  tokens.push({ kind: "end", text: "", column: text.length + 1 });
  return tokens;
}

class Parser {
  private next = 0;

  constructor(
    private readonly text: string,
    private readonly tokens: readonly Token[],
    private readonly parameters: readonly string[],
  ) {}

  whole(): Expression {
    const result = this.sum();
    if (this.peek().kind !== "end") throw this.unexpected("an operator or the end");
    return result;
  }

  private sum(): Expression {
    let left = this.product();
    for (let sign = this.take("+", "-"); sign; sign = this.take("+", "-")) left = combine(sign, left, this.product());
    return left;
  }

  private product(): Expression {
    let left = this.unary();
    for (let sign = this.take("*", "/"); sign; sign = this.take("*", "/")) left = combine(sign, left, this.unary());
    return left;
  }

  private unary(): Expression {
    if (!this.take("-")) return this.power();
    const operand = this.unary();
    return (values) => -operand(values);
  }

  private power(): Expression {
    const base = this.atom();
    return this.take("^") ? combine("^", base, this.unary()) : base;
  }

  private atom(): Expression {
    const token = this.peek();
    if (token.kind === "number") {
      this.next++;
      const value = Number(token.text);
      return () => value;
    }
    if (token.kind === "name") {
      this.next++;
      return this.take("(") ? this.call(token) : this.parameter(token);
    }
    if (this.take("(")) {
      const inner = this.sum();
      this.expect(")");
      return inner;
    }
    throw this.unexpected("a number, a parameter, a function or (");
  }

  private parameter(token: Token): Expression {
    const name = token.text;
    if (!this.parameters.includes(name)) {
      const known = this.parameters.length > 0 ? this.parameters.join(", ") : "none";
      throw unreadable(this.text, token.column, `the unknown name ${name}`, `use a parameter (${known}) or declare it`);
    }
    return (values) => values[name] ?? Number.NaN;
  }

  private call(token: Token): Expression {
    const known = Object.hasOwn(functions, token.text) ? functions[token.text] : undefined;
    if (!known) {
      const names = Object.keys(functions).join(", ");
      throw unreadable(this.text, token.column, `the unknown function ${token.text}`, `use one of ${names}`);
    }
    const args = [this.sum()];
    while (this.take(",")) args.push(this.sum());
    this.expect(")");
    if (known.arity === "one" && args.length !== 1) {
      throw unreadable(this.text, token.column, `${token.text} with ${args.length} arguments`, "give it exactly one");
    }
    return (values) => known.apply(...args.map((arg) => arg(values)));
  }

  private peek(): Token {
    return this.tokens[Math.min(this.next, this.tokens.length - 1)] as Token;
  }

  private take(...signs: string[]): string | undefined {
    const token = this.peek();
    if (token.kind !== "sign" || !signs.includes(token.text)) return undefined;
    this.next++;
    return token.text;
  }

  private expect(sign: string): void {
    if (!this.take(sign)) throw this.unexpected(sign);
  }

  private unexpected(wanted: string): Fault {
    const token = this.peek();
    const found = token.kind === "end" ? "the end" : token.text;
    return unreadable(this.text, token.column, found, `${wanted} belongs there`);
  }
}

function combine(sign: string, left: Expression, right: Expression): Expression {
  switch (sign) {
    case "+":
      return (values) => left(values) + right(values);
    case "-":
      return (values) => left(values) - right(values);
    case "*":
      return (values) => left(values) * right(values);
    case "/":
      return (values) => left(values) / right(values);
    case "^":
      return (values) => left(values) ** right(values);
    default:
      throw new Fault({ what: `no operator ${sign}`, where: "lib/quiz/expression.ts", mend: "add it to combine" });
  }
}

const unreadable = (text: string, column: number, what: string, mend = "use + - * / ^ ( ) and the known functions") =>
  new Fault({ what: `has ${what}`, where: `expression "${text}", column ${column}`, mend });

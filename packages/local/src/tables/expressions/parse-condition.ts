import {
  type Condition,
  comparators,
  functionOperands,
  type Operand,
  type Test,
  type WrittenCondition,
} from './condition-syntax.ts';
import { parsePath } from './document-path.ts';
import {
  checkLength,
  checkOperators,
  createMistakes,
  ExpressionError,
  type Mistakes,
} from './expression-error.ts';
import { type Tokens, tokenize } from './tokens.ts';
import { updateFunctions } from './update-syntax.ts';

const ranking = ['parentheses', 'unknown function', 'misused function', 'reserved word'] as const;

interface Parser {
  readonly tokens: Tokens;
  readonly mistakes: Mistakes<(typeof ranking)[number]>;
  readonly tests: Test[];
  /** What stood in the last pair of parentheses. */
  wrapped?: Condition | Operand;
  depth: number;
  operators: number;
}

/** More parentheses within one another can't all be needed, because operators are limited. */
const DEEPEST_PARENTHESES = 400;
const REDUNDANT = 'The expression has redundant parentheses;';

/**
 * Parses a condition, filter or key condition in one pass.
 * @throws ExpressionError
 */
export function parseCondition(text: string, { redundantParentheses = false } = {}): WrittenCondition {
  checkLength(text);
  const mistakes = createMistakes(redundantParentheses ? ranking.slice(1) : ranking);
  const parser: Parser = { tokens: tokenize(text), mistakes, tests: [], depth: 0, operators: 0 };
  const root = asCondition(parseOr(parser), parser);
  if (!parser.tokens.isEnd()) throw parser.tokens.unexpected();
  mistakes.report();
  return { root, tests: parser.tests };
}

function parseOr(parser: Parser): Condition | Operand {
  return parseSequence(parser, 'or', (inner) => parseSequence(inner, 'and', parseNot));
}

function parseSequence(
  parser: Parser,
  kind: 'and' | 'or',
  parsePart: (parser: Parser) => Condition | Operand,
): Condition | Operand {
  const { tokens } = parser;
  const first = parsePart(parser);
  const keyword = kind.toUpperCase();
  if (!tokens.isWord(keyword)) return first;
  const conditions = [asCondition(first, parser)];
  while (tokens.isWord(keyword)) {
    tokens.next();
    conditions.push(asCondition(parsePart(parser), parser));
  }
  return { kind, conditions };
}

function parseNot(parser: Parser): Condition | Operand {
  const { tokens } = parser;
  let count = 0;
  for (; tokens.isWord('NOT'); count += 1) tokens.next();
  const operand = parsePrimary(parser);
  if (count === 0) return operand;
  const condition = asCondition(operand, parser);
  return count % 2 === 1 ? { kind: 'not', condition } : condition;
}

function parsePrimary(parser: Parser): Condition | Operand {
  const inner = parser.tokens.isSymbol('(') ? parseParentheses(parser) : parseOperand(parser);
  return isOperand(inner) ? parseComparison(inner, parser) : inner;
}

function parseParentheses(parser: Parser): Condition | Operand {
  const { tokens, mistakes } = parser;
  tokens.expect('(');
  parser.depth += 1;
  if (parser.depth > DEEPEST_PARENTHESES) throw new ExpressionError(REDUNDANT);
  const inner = parseOr(parser);
  tokens.expect(')');
  parser.depth -= 1;
  if (inner === parser.wrapped) mistakes.note('parentheses', REDUNDANT);
  parser.wrapped = inner;
  return inner;
}

/** An operand alone is given back: it may be in parentheses, with its comparator behind them. */
function parseComparison(left: Operand, parser: Parser): Condition | Operand {
  const { tokens } = parser;
  const { kind, text } = tokens.current;
  if (kind === 'symbol' && comparators.has(text)) {
    tokens.next();
    return addTest(parser, text, [left, parseOperand(parser)]);
  }
  if (tokens.isWord('BETWEEN')) {
    tokens.next();
    const lower = parseOperand(parser);
    if (!tokens.isWord('AND')) throw tokens.unexpected();
    tokens.next();
    return addTest(parser, 'BETWEEN', [left, lower, parseOperand(parser)]);
  }
  if (!tokens.isWord('IN')) return left;
  tokens.next();
  return addTest(parser, 'IN', [left, ...parseArguments(parser)]);
}

function parseOperand(parser: Parser): Operand {
  const { tokens, mistakes } = parser;
  if (tokens.isSymbol('(')) {
    const inner = parseParentheses(parser);
    if (isOperand(inner)) return inner;
    throw tokens.unexpected();
  }
  if (tokens.current.kind === 'value') return { kind: 'value', name: tokens.next().text };
  if (!tokens.isCall())
    return { kind: 'path', path: parsePath(tokens, (message) => mistakes.note('reserved word', message)) };
  const name = tokens.next().text;
  countOperator(parser);
  if (!Object.hasOwn(functionOperands, name))
    mistakes.note(
      'unknown function',
      updateFunctions.has(name)
        ? `The function is not allowed in a condition expression; function: ${name}`
        : `Invalid function name; function: ${name}`,
    );
  const args = parseArguments(parser);
  for (const arg of args) checkUse(arg, parser);
  return { kind: 'call', name, args };
}

function parseArguments(parser: Parser): Operand[] {
  const { tokens } = parser;
  tokens.expect('(');
  parser.depth += 1;
  if (parser.depth > DEEPEST_PARENTHESES) throw tokens.unexpected();
  const args = [parseOperand(parser)];
  while (tokens.take(',')) args.push(parseOperand(parser));
  tokens.expect(')');
  parser.depth -= 1;
  return args;
}

function addTest(parser: Parser, operator: string, args: Operand[]): Test {
  countOperator(parser);
  for (const arg of args) checkUse(arg, parser);
  const test: Test = { kind: 'test', operator, args };
  parser.tests.push(test);
  return test;
}

function countOperator(parser: Parser): void {
  parser.operators += 1;
  checkOperators(parser.operators);
}

/** As an operand, only `size` has a value. */
function checkUse(operand: Operand, { mistakes }: Parser): void {
  if (operand.kind === 'call' && operand.name !== 'size') noteMisuse(operand.name, mistakes);
}

function noteMisuse(name: string, mistakes: Parser['mistakes']): void {
  if (!Object.hasOwn(functionOperands, name)) return;
  mistakes.note(
    'misused function',
    `The function is not allowed to be used this way in an expression; function: ${name}`,
  );
}

/** @throws ExpressionError where an operand stands that says nothing */
function asCondition(node: Condition | Operand, parser: Parser): Condition {
  if (!isOperand(node)) return node;
  if (node.kind !== 'call') throw parser.tokens.unexpected();
  if (node.name === 'size') noteMisuse(node.name, parser.mistakes);
  const test: Test = { kind: 'test', operator: node.name, args: node.args };
  if (parser.wrapped === node) parser.wrapped = test;
  parser.tests.push(test);
  return test;
}

function isOperand(node: Condition | Operand): node is Operand {
  return node.kind === 'path' || node.kind === 'value' || node.kind === 'call';
}

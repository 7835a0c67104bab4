import { functionOperands } from './condition-syntax.ts';
import { parsePath, type WrittenPath } from './document-path.ts';
import { checkLength, checkOperators, createMistakes, type Mistakes } from './expression-error.ts';
import { type Tokens, tokenize } from './tokens.ts';
import {
  type UpdateAction,
  type UpdateOperand,
  updateFunctions,
  type WrittenUpdate,
} from './update-syntax.ts';

const ranking = ['reserved word', 'unknown function', 'section'] as const;

interface Parser {
  readonly tokens: Tokens;
  readonly mistakes: Mistakes<(typeof ranking)[number]>;
  depth: number;
  operators: number;
}

/** Operators are limited, so parentheses deeper than this are not needed. */
const DEEPEST_PARENTHESES = 400;

/** @throws ExpressionError */
export function parseUpdate(text: string): WrittenUpdate {
  checkLength(text);
  const parser: Parser = {
    tokens: tokenize(text),
    mistakes: createMistakes(ranking),
    depth: 0,
    operators: 0,
  };
  const { tokens, mistakes } = parser;
  const actions: UpdateAction[] = [];
  const sections = new Set<string>();
  do {
    const section = tokens.current.text.toUpperCase();
    const parseAction = sectionParsers[section];
    if (tokens.current.kind !== 'word' || parseAction === undefined) throw tokens.unexpected();
    tokens.next();
    if (sections.has(section))
      mistakes.note('section', `The "${section}" section can only be used once in an update expression;`);
    sections.add(section);
    do actions.push(parseAction(parser));
    while (tokens.take(','));
  } while (!tokens.isEnd());
  mistakes.report();
  return actions;
}

const sectionParsers: Readonly<Record<string, (parser: Parser) => UpdateAction>> = {
  SET(parser) {
    const path = pathOf(parser);
    parser.tokens.expect('=');
    return { kind: 'set', path, operand: parseSum(parser) };
  },
  REMOVE: (parser) => ({ kind: 'remove', path: pathOf(parser) }),
  ADD: (parser) => ({ kind: 'add', path: pathOf(parser), name: valueName(parser) }),
  DELETE: (parser) => ({ kind: 'delete', path: pathOf(parser), name: valueName(parser) }),
};

function pathOf({ tokens, mistakes }: Parser): WrittenPath {
  return parsePath(tokens, (message) => mistakes.note('reserved word', message));
}

function parseSum(parser: Parser): UpdateOperand {
  const { tokens } = parser;
  const left = parseOperand(parser);
  const { text } = tokens.current;
  if (text !== '+' && text !== '-') return left;
  tokens.next();
  countOperator(parser);
  return { kind: 'sum', name: text, args: [left, parseOperand(parser)] };
}

function parseOperand(parser: Parser): UpdateOperand {
  const { tokens, mistakes } = parser;
  if (tokens.current.kind === 'value') return { kind: 'value', name: valueName(parser) };
  if (tokens.isSymbol('(')) return inParentheses(parser, () => parseSum(parser));
  if (!tokens.isCall()) return { kind: 'path', path: pathOf(parser) };
  const name = tokens.next().text;
  countOperator(parser);
  if (!updateFunctions.has(name))
    mistakes.note(
      'unknown function',
      Object.hasOwn(functionOperands, name)
        ? `The function is not allowed in an update expression; function: ${name}`
        : `Invalid function name; function: ${name}`,
    );
  const args = inParentheses(parser, () => {
    const operands = [parseOperand(parser)];
    while (tokens.take(',')) operands.push(parseOperand(parser));
    return operands;
  });
  return { kind: 'call', name, args };
}

function valueName({ tokens }: Parser): string {
  if (tokens.current.kind !== 'value') throw tokens.unexpected();
  return tokens.next().text;
}

function inParentheses<Inner>(parser: Parser, parse: () => Inner): Inner {
  parser.tokens.expect('(');
  parser.depth += 1;
  if (parser.depth > DEEPEST_PARENTHESES) throw parser.tokens.unexpected();
  const inner = parse();
  parser.depth -= 1;
  parser.tokens.expect(')');
  return inner;
}

function countOperator(parser: Parser): void {
  parser.operators += 1;
  checkOperators(parser.operators);
}

import { expect, it } from 'vitest';
import { strykerPlugins } from './names-in-reports.ts';

const [plugin] = strykerPlugins;
const statement = { type: 'BlockStatement' };
const text = { type: 'StringLiteral' };
const calling = (name: string, ...given: object[]) => ({
  type: 'CallExpression',
  callee: { type: 'Identifier', name },
  arguments: given as never,
});
const stating = (expression: object) => ({ type: 'ExpressionStatement', expression: expression as never });
const mark = stating(calling('mark', text));
const isLeftOut = (node: object, place: object = { key: 'body', parent: statement }) =>
  plugin?.value.shouldIgnore({ node, ...place } as never) !== undefined;

it('leaves out the name of a mark and of an operation, and no other text', () => {
  const at = (name: string, key: number) => ({ key, listKey: 'arguments', parent: calling(name) });
  expect(isLeftOut(text, at('mark', 0))).toBe(true);
  expect(isLeftOut(text, at('call', 0))).toBe(true);
  expect(isLeftOut(text, at('mark', 1))).toBe(false);
  expect(isLeftOut(text, at('decided', 0))).toBe(false);
});

it('leaves out a statement that only marks, and an if between such', () => {
  expect(isLeftOut(mark)).toBe(true);
  expect(isLeftOut({ type: 'IfStatement', consequent: mark, alternate: null })).toBe(true);
  expect(isLeftOut({ type: 'IfStatement', consequent: mark, alternate: mark })).toBe(true);
});

it('changes whatever does more than mark', () => {
  const works = stating(calling('publish', text));
  expect(isLeftOut(works)).toBe(false);
  expect(isLeftOut(stating(calling('mark', text, text)))).toBe(false);
  expect(isLeftOut({ type: 'IfStatement', consequent: mark, alternate: works })).toBe(false);
  expect(isLeftOut({ type: 'IfStatement', consequent: works, alternate: null })).toBe(false);
});

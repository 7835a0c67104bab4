import { describe, expect, test } from 'vitest';
import { fillTemplate, placeholders } from './input-template.ts';
import type { Json } from './json.ts';

const variables: Readonly<Record<string, Json>> = {
  text: 'RUNNING',
  spoken: 'he said "go"\nand went',
  number: 7,
  yes: true,
  nothing: null,
  list: ['a', 'b'],
  object: { a: 'x', b: [1] },
};

function fill(template: string): string | undefined {
  return fillTemplate(template, (name) => variables[name]);
}

describe('outside quotes a variable becomes JSON', () => {
  test.each([
    ['{"v": <text>}', '{"v": "RUNNING"}'],
    ['{"v": <number>, "w": <yes>, "x": <nothing>}', '{"v": 7, "w": true, "x": null}'],
    ['{"v": <list>, "w": <object>}', '{"v": ["a","b"], "w": {"a":"x","b":[1]}}'],
    ['{"v": <spoken>}', '{"v": "he said \\"go\\"\\nand went"}'],
    ['{"v": [9, <number>, true]}', '{"v": [9, 7, true]}'],
    ['<object>', '{"a":"x","b":[1]}'],
    ['<text>', '"RUNNING"'],
  ])('%s', (template, filled) => expect(fill(template)).toBe(filled));

  test('one whose path led nowhere is the empty string', () => {
    expect(fill('{"v": <absent>}')).toBe('{"v": ""}');
  });
});

describe('within quotes a variable becomes text', () => {
  test.each([
    ['"<number> is <text>: <yes>"', '"7 is RUNNING: true"'],
    ['{"v": "state \\"<text>\\" now"}', '{"v": "state \\"RUNNING\\" now"}'],
    ['"first <text>"\n"second <number>"', '"first RUNNING"\n"second 7"'],
    ['"no value<absent>"', '"no value"'],
  ])('%s', (template, filled) => expect(fill(template)).toBe(filled));

  test('objects and arrays lose their quotes', () => {
    expect(fill('"all of <object> and <list>"')).toBe('"all of {a:x,b:[1]} and [a,b]"');
  });
});

describe('what EventBridge never delivers is not filled', () => {
  test.each([
    ['an object within quotes', '{"v": "<object>"}'],
    ['an object within more text', '{"v": "users/<object>/profile"}'],
    ['a list within quotes', '{"v": "<list>"}'],
    ['a text that has quotes itself', '{"v": "<spoken>"}'],
    ['a text that has quotes itself, in a text template', '"<spoken>"'],
    ['a template without quotes', 'the state is <text>'],
    ['a template that is not JSON', '{"v": <number>'],
  ])('%s', (_, template) => expect(fill(template)).toBeUndefined());
});

test('what is not a placeholder stays', () => {
  expect(fill('{"v": "a < b > c <two words> <>"}')).toBe('{"v": "a < b > c <two words> <>"}');
  expect(placeholders('"<a> <b-1> < c> <aws.events.event.json>"')).toEqual([
    'a',
    'b-1',
    'aws.events.event.json',
  ]);
});

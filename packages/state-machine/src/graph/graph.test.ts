import { describe, expect, it } from 'vitest';
import { DefinitionError, readDefinition } from './definition.ts';
import { allNodes, graphOf } from './graph.ts';

const pass = { Type: 'Pass', End: true };
const graph = (States: Record<string, unknown>, StartAt = Object.keys(States)[0]) =>
  graphOf(readDefinition(JSON.stringify({ StartAt, States })));

describe('the graph of a definition', () => {
  it('has a way for Next, for each choice, for Default and for each Catch', () => {
    const { edges } = graph({
      Ask: { Type: 'Task', Resource: 'r', Next: 'Choose', Catch: [{ ErrorEquals: ['A', 'B'], Next: 'End' }] },
      Choose: {
        Type: 'Choice',
        Choices: [{ Variable: '$.n', NumericGreaterThan: 3, Next: 'Ask' }],
        Default: 'End',
      },
      End: pass,
    });
    expect(edges).toEqual([
      { from: 'Ask', to: 'Choose', kind: 'next', label: '' },
      { from: 'Ask', to: 'End', kind: 'catch', label: 'A, B' },
      { from: 'Choose', to: 'Ask', kind: 'choice', label: '$.n > 3' },
      { from: 'Choose', to: 'End', kind: 'default', label: 'otherwise' },
    ]);
  });

  it.each([
    [{ Variable: '$.a', StringEquals: 'x' }, '$.a = "x"'],
    [{ Variable: '$.a', NumericLessThanEqualsPath: '$.b' }, '$.a ≤ "$.b"'],
    [{ Variable: '$.a', IsPresent: false }, '$.a is not present'],
    [{ Not: { Variable: '$.a', IsNull: true } }, 'not ($.a is null)'],
    [
      {
        And: [
          { Variable: '$.a', IsNull: true },
          { Variable: '$.b', BooleanEquals: true },
        ],
      },
      '$.a is null and $.b = true',
    ],
    [{ Condition: '{% $n > 3 %}' }, '$n > 3'],
  ])('says a choice in a few words: %j', (rule, label) => {
    const { edges } = graph({ C: { Type: 'Choice', Choices: [{ ...rule, Next: 'D' }] }, D: pass });
    expect(edges[0]?.label).toBe(label);
  });

  it('holds the branches of Parallel and the processor of Map, under its older name too, as parts', () => {
    const branch = (name: string) => ({ StartAt: name, States: { [name]: pass } });
    const nodes = allNodes(
      graph({
        P: { Type: 'Parallel', Branches: [branch('A'), branch('B')], Next: 'M' },
        M: { Type: 'Map', ItemProcessor: branch('C'), Next: 'N' },
        N: { Type: 'Map', Iterator: branch('D'), End: true },
      }),
    );
    expect(nodes.map(({ name, parts }) => [name, parts.length])).toEqual([
      ['P', 2],
      ['A', 0],
      ['B', 0],
      ['M', 1],
      ['C', 0],
      ['N', 1],
      ['D', 0],
    ]);
  });

  it('says of Retry rules how often at most, three times by default as Step Functions does', () => {
    const [node] = graph({
      T: { Type: 'Task', Retry: [{ ErrorEquals: ['A'], MaxAttempts: 1 }, { ErrorEquals: ['B'] }], End: true },
    }).nodes;
    expect(node?.retries).toEqual(['A: at most 1 times', 'B: at most 3 times']);
  });

  it.each([
    ['no JSON', '{', /not JSON/],
    ['no states', '{"StartAt": "A"}', /has no States/],
    [
      'a start that does not exist',
      '{"StartAt":"B","States":{"A":{"Type":"Pass","End":true}}}',
      /StartAt names no state.*"B"/,
    ],
    ['a state without a type', '{"StartAt":"A","States":{"A":{}}}', /"A" has no Type/],
    ['a way to nowhere', '{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"}}}', /"A" leads to "B"/],
    [
      'branches that are none',
      '{"StartAt":"A","States":{"A":{"Type":"Parallel","Branches":3}}}',
      /Branches is not a list/,
    ],
    ['a name of an object prototype', '{"StartAt":"constructor","States":{"A":{"Type":"Pass"}}}', /StartAt/],
  ])('refuses %s and says where', (_, text, message) => {
    expect(() => graphOf(readDefinition(text))).toThrow(DefinitionError);
    expect(() => graphOf(readDefinition(text))).toThrow(message);
  });
});

import {
  SFNClient,
  ValidateStateMachineDefinitionCommand,
  type ValidateStateMachineDefinitionOutput,
} from '@aws-sdk/client-sfn';
import { expect, it, onTestFinished } from 'vitest';
import { queue, runtime } from '../runtime.ts';
import { turnsDuring } from '../turns.ts';

async function validate(definition: object | string): Promise<ValidateStateMachineDefinitionOutput> {
  const local = await runtime({ Jobs: queue('jobs') });
  const states = new SFNClient(local.clientConfig);
  onTestFinished(() => states.destroy());
  const text = typeof definition === 'string' ? definition : JSON.stringify(definition);
  return states.send(new ValidateStateMachineDefinitionCommand({ definition: text }));
}

it('a definition that is right has no diagnostics', async () => {
  const { result, diagnostics, truncated } = await validate({
    StartAt: 'A',
    States: { A: { Type: 'Succeed' } },
  });
  expect({ result, diagnostics, truncated }).toEqual({ result: 'OK', diagnostics: [], truncated: false });
});

it('every fault of a definition is named, with the place where it is', async () => {
  const { result, diagnostics = [] } = await validate({
    StartAt: 'A',
    States: { A: { Type: 'Pass', Next: 'B' }, C: { Type: 'Wait', End: true } },
  });
  expect(result).toBe('FAIL');
  expect(diagnostics.map(({ location }) => location)).toEqual(
    expect.arrayContaining(['/States/A/Next', '/States/C']),
  );
  for (const { severity, code, message } of diagnostics) expect([severity, code, message]).not.toContain('');
});

// https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html; as AWS answers, recorded.
it.each([
  ['not a definition', 'not a definition', 1, 4, "Unrecognized token 'not': was expecting (JSON String"],
  ['of two lines', "{\n 'a': 1}", 2, 3, "Unexpected character (''' (code 39)): was expecting double-quote"],
])('a text that is %s is quoted, with the line and column', async (_, text, line, column, message) => {
  const location = `[Source: (String)"${text}"; line: ${line}, column: ${column}]`;
  const { diagnostics } = await validate(text);
  expect(diagnostics).toEqual([
    {
      code: 'INVALID_JSON_DESCRIPTION',
      severity: 'ERROR',
      location,
      message: expect.stringContaining(message),
    },
  ]);
  expect(diagnostics?.[0]?.message?.endsWith(`\n at ${location}`)).toBe(true);
});

it('of a long text that is not JSON the first 500 characters are quoted', async () => {
  const { diagnostics } = await validate(`[${'1,'.repeat(300)}`);
  expect(diagnostics?.[0]?.location).toMatch(/,1"\[truncated 101 chars\]; line: 1, column: 602\]$/);
});

it('of an empty object the fields are named in the order in which AWS names them', async () => {
  const { diagnostics } = await validate('{}');
  expect(diagnostics).toMatchObject([
    { location: '/', message: 'These fields are required: [States, StartAt]' },
  ]);
});

const withExpressions = (...expressions: string[]) => ({
  QueryLanguage: 'JSONata',
  StartAt: 'A',
  States: { A: { Type: 'Pass', Output: expressions.map((text) => `{% ${text} %}`), End: true } },
});

it('thousands of expressions in one state are checked while others have their turn', async () => {
  const local = await runtime({ Jobs: queue('jobs') });
  const states = new SFNClient(local.clientConfig);
  onTestFinished(() => states.destroy());
  // Texts that no other test has: what was parsed once is known.
  const expressions = Array.from({ length: 5000 }, (_, at) => `$states.input.long${at} + 1`);
  const definition = JSON.stringify(withExpressions(...expressions));
  const turns = await turnsDuring(() =>
    states.send(new ValidateStateMachineDefinitionCommand({ definition })),
  );
  expect(turns).toBeGreaterThan(10);
});

const long = Array.from({ length: 20_000 }, () => '1234').join(', ');

it.each([
  ['that is right', `[${long}]`, 'OK', []],
  ['that is not', `[${long}`, 'FAIL', [expect.stringMatching(/^Invalid JSONata expression: /)]],
])(
  'an expression of 100,000 characters %s is checked in a thread',
  async (_, expression, result, messages) => {
    const answer = await validate(withExpressions(expression));
    expect(answer).toMatchObject({ result });
    expect(answer.diagnostics?.map(({ message }) => message)).toEqual(messages);
  },
);

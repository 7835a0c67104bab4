import {
  SFNClient,
  ValidateStateMachineDefinitionCommand,
  type ValidateStateMachineDefinitionOutput,
} from '@aws-sdk/client-sfn';
import { expect, it, onTestFinished } from 'vitest';
import { queue, runtime } from '../runtime.ts';
import { turnsDuring } from '../turns.ts';

async function validate(definition: object): Promise<ValidateStateMachineDefinitionOutput> {
  const local = await runtime({ Jobs: queue('jobs') });
  const states = new SFNClient(local.clientConfig);
  onTestFinished(() => states.destroy());
  return states.send(new ValidateStateMachineDefinitionCommand({ definition: JSON.stringify(definition) }));
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

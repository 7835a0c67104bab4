import {
  SFNClient,
  ValidateStateMachineDefinitionCommand,
  type ValidateStateMachineDefinitionOutput,
} from '@aws-sdk/client-sfn';
import { expect, it, onTestFinished } from 'vitest';
import { runtime } from '../runtime.ts';

async function validate(definition: object): Promise<ValidateStateMachineDefinitionOutput> {
  const local = await runtime({});
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

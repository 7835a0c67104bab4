import { expect, onTestFinished, test } from 'vitest';
import { startLocal } from '../src/index.ts';
import { functionResources, type Resources, writeApp } from './app.ts';
import { queue } from './runtime.ts';

const stage = { Stage: { Type: 'String', Default: 'test' } };

function starting(given: Record<string, string>, Parameters: object = stage, resources: Resources = {}) {
  const app = writeApp({ Jobs: queue('jobs'), ...resources }, { Parameters });
  onTestFinished(app.remove);
  return startLocal({ app: app.directory, clock: 'stopped', parameters: given });
}

const described = (Description: unknown) => functionResources('Echo', { properties: { Description } });

test.each<[Record<string, string>, RegExp, object?]>([
  [{ Stagee: 'x' }, /Parameters: \[Stagee\] do not exist in the template: did you mean Stage\?/],
  [{ stage: 'x' }, /\[stage\] do not exist in the template: did you mean Stage\?/],
  [{ Customer: 'x' }, /\[Customer\] do not exist in the template: the app's templates have Stage/],
  [{ 'Team:Stage': 'x' }, /\[Team:Stage\] do not exist in the template: the app's templates have Stage/],
  [{ Stage: 'x' }, /\[Stage\] do not exist in the template: no template of the app has parameters/, {}],
])('a value for %j, which is a parameter of no template, is refused', async (given, message, parameters) => {
  await expect(starting(given, parameters)).rejects.toThrow(message);
});

test('it is said beside what else is wrong with the parameters', async () => {
  const started = starting({ Staje: 'x' }, { Stage: { Type: 'String' } });
  await expect(started).rejects.toThrow(/\[Staje\] do not exist/);
  await expect(started).rejects.toThrow(/the parameter Stage of Team has no default/);
});

test.each<[string, Record<string, string>, object, Resources?]>([
  ['a parameter of a template', { Stage: 'x' }, stage],
  ['an SSM parameter that is referred to', { Owner: 'me' }, stage, described('{{resolve:ssm:Owner}}')],
  [
    'one whose name is built',
    { Owner: 'me' },
    { Who: { Type: 'String', Default: 'Owner' } },
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a text of CloudFormation's
    described({ 'Fn::Sub': '{{resolve:ssm:${Who}}}' }),
  ],
  [
    'one that a parameter of its type names',
    { Owner: 'me' },
    { Who: { Type: 'AWS::SSM::Parameter::Value<String>', Default: 'Owner' } },
    described({ Ref: 'Who' }),
  ],
  ['an SSM parameter that nothing reads', { '/team/owner': 'me', 'team-owner': 'me' }, stage],
])('a value for %s is taken', async (_, given, parameters, resources) => {
  const local = await starting(given, parameters, resources);
  await local.stop();
});

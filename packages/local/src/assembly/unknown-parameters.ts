import { editDistance } from '../foundation/edit-distance.ts';
import type { Template } from './template.ts';

/** As far as a misspelled name may be from the one that was meant. */
const FARTHEST = 3;
const MOST_SHOWN = 10;

/**
 * What was given a value and is a parameter of no template, nor the name of an SSM parameter: CloudFormation refuses that.
 * https://github.com/aws-samples/amazon-ec2-image-builder-samples/issues/18 quotes it.
 */
export function unknownParameters(
  templates: readonly Template[],
  given: Readonly<Record<string, string>>,
): readonly string[] {
  const known = [...new Set(templates.flatMap(({ Parameters }) => Object.keys(Parameters)))];
  return Object.keys(given)
    .filter((name) => !known.includes(name) && !mayBeStored(name, templates, given))
    .map((name) => `Parameters: [${name}] do not exist in the template: ${hintOf(name, known)}`);
}

function hintOf(name: string, known: readonly string[]): string {
  const near = known
    .filter((other) => editDistance(name.toLowerCase(), other.toLowerCase()) <= FARTHEST)
    .sort((one, other) => editDistance(name, one) - editDistance(name, other));
  if (near.length > 0) return `did you mean ${near.slice(0, MOST_SHOWN).join(', ')}?`;
  return known.length === 0
    ? 'no template of the app has parameters'
    : `the app's templates have ${known.slice(0, MOST_SHOWN).join(', ')}`;
}

/**
 * No parameter of a template has such a name, and one of SSM's that nothing reads does no harm.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 */
const OF_SSM_ALONE = /^(arn:.+|[a-zA-Z0-9]*[-_./][-\w./]*)$/;

/** Whether an SSM parameter of the name is read, or may be: a dynamic reference may be built from other values. */
function mayBeStored(
  name: string,
  templates: readonly Template[],
  given: Readonly<Record<string, string>>,
): boolean {
  if (OF_SSM_ALONE.test(name)) return true;
  return templates.some((template) => {
    const stored = Object.entries(template.Parameters)
      .filter(([, { Type }]) => Type.startsWith('AWS::SSM::'))
      .map(([parameter, { Default }]) => given[parameter] ?? Default);
    return (
      stored.includes(name) || referencesTo(name).test(JSON.stringify([template.Resources, template.Outputs]))
    );
  });
}

/** `{{resolve:ssm:NAME}}`, with a version too, or one whose name is not written out. */
const referencesTo = (name: string) => new RegExp(`\\{\\{resolve:ssm:(?:${name}[:}]|\\$|")`);

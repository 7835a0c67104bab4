import { createHash } from 'node:crypto';

/** How long names may be, for those types whose generated name could be longer. */
const longest: Readonly<Record<string, number>> = {
  'AWS::Lambda::Function': 64,
  'AWS::IAM::Role': 64,
  'AWS::Events::Rule': 64,
  'AWS::SQS::Queue': 80,
  'AWS::StepFunctions::StateMachine': 80,
};

const SUFFIX = 12;

/**
 * The name of a resource that the template gives none: shaped as CloudFormation's, but the same on every start, so
 * that a data folder finds its own again.
 */
export function generatedName(type: string, stack: string, logicalId: string): string {
  const suffix = createHash('sha256')
    .update(`${stack}/${logicalId}`)
    .digest('hex')
    .slice(0, SUFFIX)
    .toUpperCase();
  const room = (longest[type] ?? 128) - SUFFIX - 1;
  return `${`${stack}-${logicalId}`.slice(0, room)}-${suffix}`;
}

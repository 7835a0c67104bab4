import { AwsError } from '../../foundation/aws-error.ts';
import type { Authorize } from '../../foundation/service.ts';
import { compileProgram } from '../asl/program.ts';
import { type Machine, readMachine } from '../asl/state.ts';
import { integrationOf } from '../integrations/resource.ts';

/** The rule by which Step Functions hears of the ends of the executions that `.sync` tasks wait for. */
const RULE = 'StepFunctionsGetEventsForStepFunctionsExecutionRule';

/** What AWS does under the machine's role when it is created. */
const CALLS: readonly (readonly [operation: string, input: object])[] = [
  ['PutRule', { Name: RULE, EventPattern: '{"source":["aws.states"]}' }],
  ['PutTargets', { Rule: RULE, Targets: [] }],
  ['DescribeRule', { Name: RULE }],
];

function waitsForExecutions(machine: Machine): boolean {
  const states = compileProgram(machine).sequences.flatMap((sequence) => Object.values(sequence.states));
  return states.some((state) => state.Type === 'Task' && integrationOf(state.Resource)?.pattern === 'sync');
}

/**
 * Asks for the rights that a machine with `.sync` tasks must have:
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html#sync-async-iam-policies
 * @throws AwsError AccessDeniedException
 */
export async function checkManagedRule(
  { account, region, authorize }: { account: string; region: string; authorize?: Authorize },
  definition: string,
  roleArn: string,
): Promise<void> {
  if (authorize === undefined || !waitsForExecutions(readMachine(definition))) return;
  for (const [operation, input] of CALLS) {
    try {
      await authorize('events', operation, { ...input }, { account, region, roleArn });
    } catch {
      throw new AwsError('AccessDeniedException', `'${roleArn}' is not authorized to create managed-rule.`);
    }
  }
}

import type { Deployment, Resource } from '../foundation/resources/resource-type.ts';
import { checkedMachineProperties } from './resource-properties.ts';

/** CloudWatch Logs takes Step Functions' own setting up of a delivery for one on no resource: a policy says `*`. */
const SETS_UP = ['logs', 'CreateLogDelivery', {}] as const;

/**
 * What Step Functions refuses of the logs of a state machine.
 * https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
 * @throws Error in its words
 */
export async function checkLogging(
  { properties }: Resource<{ readonly RoleArn: string }>,
  deployment: Deployment,
): Promise<void> {
  const { LoggingConfiguration: logging } = checkedMachineProperties.parse(properties);
  const { Level = 'OFF', Destinations = [] } = logging ?? {};
  if (Destinations.length > 1 || (Level !== 'OFF' && Destinations.length === 0))
    throw invalid('Must specify exactly one Log Destination.');
  if (Level === 'OFF') return;
  checkDestination(Destinations[0]?.CloudWatchLogsLogGroup?.LogGroupArn ?? '');
  await checkRole(properties.RoleArn, deployment);
}

/** Whether the group is there is not asked: it may be one that other stacks make. */
function checkDestination(arn: string): void {
  if (!arn.endsWith(':*'))
    throw invalid(
      `Log Group ARN must be provided with '*' qualifier, as arn:…:log-group:NAME:*; given: ${arn}`,
    );
}

/** What a role may that no stack makes is not known here. */
async function checkRole(roleArn: string, { ofType, authorize }: Deployment): Promise<void> {
  const role = ofType('AWS::IAM::Role').find(({ arn }) => arn === roleArn);
  if (role === undefined) return;
  try {
    await authorize(...SETS_UP, roleArn);
  } catch {
    throw new Error(
      'AccessDeniedException: The state machine IAM Role is not authorized to access the Log Destination: ' +
        `${role.name} needs ${actions.join(', ')} on the resource *`,
    );
  }
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html#cloudwatch-iam-policy */
const actions = [
  ...['logs:CreateLogDelivery', 'logs:GetLogDelivery', 'logs:UpdateLogDelivery', 'logs:DeleteLogDelivery'],
  ...['logs:ListLogDeliveries', 'logs:PutResourcePolicy', 'logs:DescribeResourcePolicies'],
  'logs:DescribeLogGroups',
];

function invalid(message: string): Error {
  return new Error(`InvalidLoggingConfiguration: Invalid Logging Configuration: ${message}`);
}

import { queueUrlOfArn } from '../../foundation/aws-environment.ts';
import type { Deployment } from '../../foundation/resources/resource-type.ts';
import type { LocalFunction } from './function.ts';

type Call = (arn: string) => readonly [service: string, operation: string, input: Record<string, unknown>];

/**
 * Lambda asks whether the function's role may call what hears of its invocations.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 * @throws Error in Lambda's words where it may not, or where such a destination is not supported by the local runtime
 */
export function checkDestinations(fn: LocalFunction, deployment: Deployment): void {
  const { onSuccess, onFailure } = fn.asynchronous ?? {};
  const calls = callsOf(deployment);
  refuseFifo('DeadLetterConfig', fn.deadLetterArn);
  refuseFifo('OnFailure', onFailure);
  if (fn.deadLetterArn !== undefined) {
    const call = callOf(fn.deadLetterArn, { sqs: calls.sqs, sns: calls.sns });
    const [service, operation] = call;
    const what = `${operation} on ${service.toUpperCase()}`;
    check(deployment, fn, call, `The provided execution role does not have permissions to call ${what}`);
  }
  for (const arn of [onSuccess, onFailure].filter((given) => given !== undefined)) {
    const call = callOf(arn, calls);
    const what = `${call[1]} on ${arn}`;
    check(deployment, fn, call, `The function's execution role does not have permissions to call ${what}`);
  }
}

/**
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html: a standard queue or topic;
 * https://github.com/aws/aws-cdk/issues/13793: a stack with a FIFO queue for failures is rolled back. What such a queue is
 * given of successes is lost at its delivery alone.
 */
function refuseFifo(member: string, arn: string | undefined): void {
  if (!arn?.endsWith('.fifo')) return;
  throw new Error(`${member}: ${arn} is FIFO; Lambda takes standard queues and topics alone for failures.`);
}

function callsOf({ environment }: Deployment) {
  return {
    sqs: (arn) => ['sqs', 'SendMessage', { QueueUrl: queueUrlOfArn(environment, arn) }],
    sns: (arn) => ['sns', 'Publish', { TopicArn: arn }],
    lambda: (arn) => ['lambda', 'Invoke', { FunctionName: arn }],
    events: (arn) => ['events', 'PutEvents', { Entries: [{ EventBusName: arn, Source: 'lambda' }] }],
  } satisfies Record<string, Call>;
}

function callOf(arn: string, calls: Readonly<Record<string, Call>>): ReturnType<Call> {
  const call = calls[arn.split(':')[2] ?? ''];
  if (call !== undefined) return call(arn);
  const known = Object.keys(calls).join(', ');
  throw new Error(`the destination ${arn} is not supported by the local runtime: those of ${known} are`);
}

function check(
  { authorize }: Deployment,
  { roleArn }: LocalFunction,
  [service, operation, input]: ReturnType<Call>,
  refusal: string,
): void {
  try {
    authorize(service, operation, input, roleArn);
  } catch {
    throw new Error(refusal);
  }
}

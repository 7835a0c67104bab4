import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { acknowledgeAnswerableNames } from '../acknowledgements.ts';

/** Lets the relay function answer the tasks of state machines that are known by names, or patterns of names, alone. */
export function allowAnswering(
  relay: Construct,
  relayFunction: LambdaFunction,
  names: readonly string[],
): void {
  const arnOf = (resourceName: string) =>
    Stack.of(relay).formatArn({
      service: 'states',
      resource: 'stateMachine',
      resourceName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  relayFunction.addToRolePolicy(
    new PolicyStatement({
      actions: ['states:SendTaskSuccess', 'states:SendTaskFailure', 'states:SendTaskHeartbeat'],
      resources: names.map(arnOf),
    }),
  );
  acknowledgeAnswerableNames(relay, names);
}

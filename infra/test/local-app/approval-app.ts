import { App, Duration, Stack } from 'aws-cdk-lib';
import { DefinitionBody, JsonPath, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { CallbackApproval, CallbackRequester, CallbackTask, RelayStack } from '../../lib/index.ts';

/** Refunds that people approve, each known by the ID of its order: written for the local runtime. */
export function approvalApp(outdir: string): App {
  const app = new App({
    outdir,
    analyticsReporting: false,
    context: { 'aws:cdk:enable-asset-metadata': true, 'aws:cdk:enable-path-metadata': true },
  });
  const { relay } = new RelayStack(app, 'Relay', { stage: 'dev' });
  const stack = new Stack(app, 'Team');
  const approve = new CallbackTask(stack, 'Approve', {
    requester: new CallbackRequester(stack, 'Requester', { relay, namespace: 'team' }),
    worker: new CallbackApproval(stack, 'Approval', { relay, approvalName: 'refunds' }),
    timeout: Duration.hours(1),
    businessKey: JsonPath.format('refund-{}', JsonPath.stringAt('$.order')),
    payload: {
      title: 'Refund',
      subject: JsonPath.objectAt('$'),
      approvers: ['ann@example.com', 'bob@example.com'],
    },
  });
  new StateMachine(stack, 'Refund', {
    stateMachineName: 'refund',
    definitionBody: DefinitionBody.fromChainable(approve),
  });
  return app;
}

import { type App, Duration } from 'aws-cdk-lib';
import { DefinitionBody, JsonPath, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { CallbackApproval, CallbackRequester, CallbackTask } from '../../lib/index.ts';
import { teamApp } from './team-app.ts';

/** Refunds that people approve, each known by the ID of its order: written for the local runtime. */
export function approvalApp(outdir: string): App {
  const { app, relay, stack } = teamApp(outdir);
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

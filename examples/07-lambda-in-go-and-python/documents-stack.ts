import { CallbackRelay, CallbackRequester, CallbackTask, CallbackWorker } from '@callback-relay/infra';
import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { DefinitionBody, JsonPath, Parallel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';

/** The documents' team: `{"text"}` in, its fingerprint and its number of words out. */
export class DocumentsStack extends Stack {
  constructor(scope: Construct, id: string, { stage, ...props }: StackProps & { readonly stage: string }) {
    super(scope, id, props);
    const relay = CallbackRelay.fromStage(this, 'Relay', stage);
    const requester = new CallbackRequester(this, 'Requester', { relay, namespace: 'documents' });
    const ask = (title: string, workerName: string) =>
      new CallbackTask(this, title, {
        requester,
        worker: CallbackWorker.fromName(this, { relay, workerName }),
        timeout: Duration.minutes(10),
        payload: { text: JsonPath.stringAt('$.text') },
      });
    const machine = new StateMachine(this, 'Document', {
      stateMachineName: `document-${stage}`,
      definitionBody: DefinitionBody.fromChainable(
        new Parallel(this, 'Describe the document', {
          resultSelector: { 'sha256.$': '$[0].sha256', 'words.$': '$[1].words' },
        })
          .branch(ask('Take its fingerprint', 'fingerprints'))
          .branch(ask('Count its words', 'words')),
      ),
    });
    new CfnOutput(this, 'StateMachineArn', { value: machine.stateMachineArn });
  }
}

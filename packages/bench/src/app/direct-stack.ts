import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Duration, Stack } from 'aws-cdk-lib';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import {
  DefinitionBody,
  IntegrationPattern,
  JsonPath,
  StateMachine,
  TaskInput,
  Timeout,
} from 'aws-cdk-lib/aws-stepfunctions';
import { SqsSendMessage } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { minifiedBundle } from '../cold-start/bundles.ts';
import { names } from './names.ts';

/** The classic way: Step Functions sends the token to a queue, and the worker calls SendTaskSuccess itself. */
export class DirectStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const timeout = Duration.minutes(1);
    const queue = new Queue(this, 'Requests', {
      visibilityTimeout: Duration.seconds(timeout.toSeconds() * 6),
      deadLetterQueue: { queue: new Queue(this, 'DeadLetters'), maxReceiveCount: 5 },
    });
    const bundle = bundled();
    const worker = new LambdaFunction(this, 'Worker', {
      functionName: names.directWorker,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(bundle),
      handler: 'index.handler',
      timeout,
      memorySize: 512,
    });
    // CDK has copied it into the assembly.
    rmSync(bundle, { recursive: true });
    worker.addEventSource(
      new SqsEventSource(queue, { batchSize: 10, reportBatchItemFailures: true, maxConcurrency: 10 }),
    );
    const ask = new SqsSendMessage(this, 'Ask', {
      queue,
      integrationPattern: IntegrationPattern.WAIT_FOR_TASK_TOKEN,
      messageBody: TaskInput.fromObject({
        token: JsonPath.taskToken,
        'payload.$': '$',
      }),
      taskTimeout: Timeout.duration(Duration.days(1)),
    });
    const machine = new StateMachine(this, 'Machine', {
      stateMachineName: names.direct,
      definitionBody: DefinitionBody.fromChainable(ask),
    });
    machine.grantTaskResponse(worker);
  }
}

/** Bundled as our own functions are: what is compared is the path, not the bundle. */
function bundled(): string {
  const folder = mkdtempSync(join(tmpdir(), 'callback-relay-bench-bundle-'));
  minifiedBundle(
    fileURLToPath(new URL('direct-worker.lambda.ts', import.meta.url)),
    join(folder, 'index.mjs'),
  );
  return folder;
}

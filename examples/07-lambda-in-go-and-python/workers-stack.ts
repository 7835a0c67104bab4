import { fileURLToPath } from 'node:url';
import { CallbackRelay, CallbackWorker } from '@callback-relay/infra';
import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import {
  Architecture,
  type FunctionProps,
  Function as LambdaFunction,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Construct } from 'constructs';
import { type GoTarget, goCode, pythonCode } from './lambda-code.ts';

export interface WorkersStackProps extends StackProps {
  readonly stage: string;
  /** @default lambda */
  readonly goTarget?: GoTarget;
  /** Where the Python worker's own files are. @default the folder python beside this file */
  readonly pythonDirectory?: string;
}

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const contractInPython = ['callback_request.py', 'callback_result.py'];

/** The workers' team: two functions, neither in a language that a package of Callback Relay is for. */
export class WorkersStack extends Stack {
  constructor(scope: Construct, id: string, props: WorkersStackProps) {
    const { stage, goTarget = 'lambda', pythonDirectory = here('python'), ...stackProps } = props;
    super(scope, id, stackProps);
    const relay = CallbackRelay.fromStage(this, 'Relay', stage);
    const timeout = Duration.seconds(30);
    const addWorker = (workerName: string, code: Pick<FunctionProps, 'runtime' | 'handler' | 'code'>) => {
      const worker = new CallbackWorker(this, workerName, { relay, workerName, timeout });
      const fn = new LambdaFunction(worker, 'Function', {
        ...{ ...code, timeout, architecture: Architecture.ARM_64 },
        functionName: `${workerName}-${stage}`,
      });
      worker.grantWork(fn);
      fn.addEventSource(
        new SqsEventSource(worker.requestQueue, { reportBatchItemFailures: true, maxConcurrency: 10 }),
      );
    };
    addWorker('fingerprints', {
      runtime: Runtime.PROVIDED_AL2023,
      handler: 'bootstrap',
      code: goCode(here('go'), goTarget),
    });
    addWorker('words', {
      runtime: Runtime.PYTHON_3_13,
      handler: 'handler.handler',
      code: pythonCode(
        pythonDirectory,
        contractInPython.map((name) => here(`../03-python-worker/${name}`)),
      ),
    });
  }
}

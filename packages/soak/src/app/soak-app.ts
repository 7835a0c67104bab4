import { fileURLToPath } from 'node:url';
import {
  CallbackRelay,
  CallbackRequester,
  CallbackTask,
  CallbackWorker,
  type IWorker,
  RelayStack,
} from '@callback-relay/infra';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { DefinitionBody, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { names, stage } from './names.ts';

/** Longer than the clock is ever moved: no execution may end because of its time. */
export const TASK_TIMEOUT_DAYS = 7;

/** Writes the cloud assembly to a folder, which it gives back. */
export function synthesizeSoakApp(outdir: string): string {
  const app = new App({
    outdir,
    analyticsReporting: false,
    context: { 'aws:cdk:enable-asset-metadata': true, 'aws:cdk:enable-path-metadata': true },
  });
  new RelayStack(app, 'Relay', { stage });
  new TeamStack(app, 'Team');
  return app.synth().directory;
}

const ENDLESS_EXPRESSIONS = [
  `$match('${'a'.repeat(40)}!', /^(a+)+$/)`,
  '$range(1, 400000000, 1)',
  "$pad('x', 400000000)",
];

const endless = (expression: string) =>
  JSON.stringify({
    QueryLanguage: 'JSONata',
    StartAt: 'Evaluate',
    States: { Evaluate: { Type: 'Pass', Output: `{% ${expression} %}`, End: true } },
  });

/** One state machine that asks a function, and one that asks a program outside: the load plays it. */
class TeamStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const relay = CallbackRelay.fromStage(this, 'Relay', stage);
    const requester = new CallbackRequester(this, 'Requester', { relay, namespace: 'soak' });
    const entry = fileURLToPath(new URL('worker.lambda.ts', import.meta.url));
    const squares = new CallbackWorker(this, 'Squares', { relay, workerName: names.functionWorker, entry });
    const outside = new CallbackWorker(this, 'Outside', { relay, workerName: names.outsideWorker });
    const ask = (stateMachineName: string, worker: IWorker) => {
      const timeout = Duration.days(TASK_TIMEOUT_DAYS);
      const task = new CallbackTask(this, `Ask ${worker.workerName}`, { requester, worker, timeout });
      const definitionBody = DefinitionBody.fromChainable(task);
      new StateMachine(this, stateMachineName, { stateMachineName, definitionBody });
    };
    ask(names.attended, squares);
    ask(names.outside, outside);
    for (const [index, stateMachineName] of names.endless.entries())
      new StateMachine(this, stateMachineName, {
        stateMachineName,
        definitionBody: DefinitionBody.fromString(endless(ENDLESS_EXPRESSIONS[index] ?? '')),
      });
  }
}

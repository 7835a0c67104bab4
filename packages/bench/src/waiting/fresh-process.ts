import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { names } from '../app/names.ts';
import { type Finding, figure } from '../figure.ts';
import { type Host, startHost } from './host.ts';

const CALLBACKS = 1_000;
const CLIENTS = 25;
const EMPTY_MS = 1_000;
const IDLE_MS = 10_000;

/** CPU and memory of a local runtime that does nothing else, before and while 1,000 callbacks wait. */
export async function inFreshProcess(assembly: string): Promise<Finding[]> {
  const host = await startHost(assembly);
  try {
    const empty = await host.idle(EMPTY_MS);
    await open(host, CALLBACKS);
    // Once the burst is over, the runtime stops instances, and gives memory back.
    const first = await host.idle(IDLE_MS);
    const waiting = await host.idle(IDLE_MS);
    return [
      {
        figure: figure('waiting.thousand.cpu', '% of a core', waiting.cpuPercent, {
          others: { nothingWaits: empty.cpuPercent, firstTenSeconds: first.cpuPercent },
          ratio: null,
        }),
        target: { of: 'ours', most: 1 },
      },
      {
        figure: figure('waiting.thousand.memory', 'MB', waiting.residentMegabytes, {
          others: { nothingWaits: empty.residentMegabytes },
          ratio: null,
        }),
        target: { of: 'ours', most: 400 },
      },
    ];
  } finally {
    await host.stop();
  }
}

async function open({ clientConfig, resources }: Host, callbacks: number): Promise<void> {
  const states = new SFNClient(clientConfig);
  const stateMachineArn = resources.find(({ name }) => name === names.unattended)?.arn;
  let left = callbacks;
  const client = async () => {
    while (left > 0) {
      left -= 1;
      await states.send(new StartExecutionCommand({ stateMachineArn, input: '{}' }));
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  states.destroy();
}

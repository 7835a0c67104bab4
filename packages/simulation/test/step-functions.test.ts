import { describe, expect, it } from 'vitest';
import { authorsRetrier } from '../src/scenario/scenario.ts';
import type { CallbackTask } from '../src/services/execution.ts';
import { stepFunctions } from '../src/services/step-functions.ts';
import { quietSimulator } from './quiet-simulator.ts';

const task: CallbackTask = {
  stateName: 'Ask',
  timeout: 60_000,
  retry: [],
  request: { payload: { workItem: 0 }, allowedSources: ['worker'] },
};

function started(task: CallbackTask, invoke: () => Promise<void> = async () => {}) {
  const simulator = quietSimulator();
  const statuses: string[] = [];
  const service = stepFunctions(simulator, {
    quota: { burst: 3, perSecond: 1 },
    invoke,
    onStatusChange: (_, status) => statuses.push(status),
  });
  service.start({ arn: 'arn', tasks: [task], catches: false });
  const token = (at: number) => service.attempts()[at]?.token ?? '';
  return { simulator, service, statuses, token };
}

describe('callbacks of the simulated Step Functions', () => {
  it('takes the first outcome, and answers every other with TaskTimedOut', () => {
    const { service, statuses, token } = started(task);
    service.sendTaskSuccess(token(0), '1');
    expect(() => service.sendTaskFailure(token(0), 'E', '')).toThrow(
      expect.objectContaining({ name: expect.stringMatching(/TaskTimedOut|TaskDoesNotExist/) }),
    );
    expect(statuses).toEqual(['SUCCEEDED']);
  });

  it('gives a retried task a new token, and refuses the old one', async () => {
    const { simulator, service, token } = started({ ...task, retry: [authorsRetrier(1, 1)] });
    service.sendTaskFailure(token(0), 'WorkFailed', '');
    simulator.time.at(2_000, () => {
      expect(token(1)).not.toBe(token(0));
      expect(() => service.sendTaskSuccess(token(0), '1')).toThrow(
        expect.objectContaining({ name: 'TaskTimedOut' }),
      );
      service.sendTaskSuccess(token(1), '1');
    });
    await simulator.time.run(100);
    expect(service.status('arn')).toBe('SUCCEEDED');
  });

  it('ends an attempt without heartbeats, and restarts their timer with each', async () => {
    const { simulator, service, token } = started({ ...task, heartbeat: 10_000 });
    simulator.time.at(9_000, () => service.sendTaskHeartbeat(token(0)));
    await simulator.time.run(100);
    expect(service.attempts()[0]?.end).toMatchObject({ how: 'heartbeat-missed', at: 19_000 });
  });

  it('fails the task at once when the requester throws', async () => {
    const { simulator, service } = started(task, () => Promise.reject(new Error('no')));
    await simulator.time.run(100);
    expect(service.attempts()[0]?.end).toMatchObject({ how: 'function-failed', at: 0 });
    expect(service.status('arn')).toBe('FAILED');
  });

  it('stops what waits when the execution is aborted', () => {
    const { service, statuses } = started(task);
    service.stop('arn');
    expect(service.attempts()[0]?.end?.how).toBe('stopped');
    expect(statuses).toEqual(['ABORTED']);
  });

  it('refuses foreign tokens, outputs that are not JSON, and outputs of 262,145 bytes', () => {
    const { service, token } = started(task);
    const send = (token: string, output: string) => () => service.sendTaskSuccess(token, output);
    expect(send('forged', '1')).toThrow(expect.objectContaining({ name: 'InvalidToken' }));
    expect(send(token(0), 'no JSON')).toThrow(expect.objectContaining({ name: 'InvalidOutput' }));
    expect(send(token(0), `"${'é'.repeat(131_071)}x"`)).toThrow(
      expect.objectContaining({ name: 'ValidationException' }),
    );
  });

  it('turns calls away that are over the quota of their API', () => {
    const { service, token } = started(task);
    for (let beat = 0; beat < 3; beat++) service.sendTaskHeartbeat(token(0));
    expect(() => service.sendTaskHeartbeat(token(0))).toThrow(
      expect.objectContaining({ name: 'ThrottlingException' }),
    );
    expect(() => service.sendTaskSuccess(token(0), '1')).not.toThrow();
    expect(service.throttledCalls()).toBe(1);
  });
});

import { describe, expect, it } from 'vitest';
import { type ChaosFault, createChaos } from './chaos.ts';

const drawn = (seed: number, calls: number) => {
  const chaos = createChaos(seed, () => {});
  return Array.from({ length: calls }, () => chaos.ofCall('events', 'PutEvents'));
};

describe('the chaos of a seed', () => {
  it('has the same fate for the same call of an operation, and another seed has others', () => {
    expect(drawn(7, 200)).toEqual(drawn(7, 200));
    expect(drawn(8, 200)).not.toEqual(drawn(7, 200));
  });

  it('does not depend on what else goes on', () => {
    const chaos = createChaos(7, () => {});
    const between = Array.from({ length: 200 }, () => {
      chaos.ofCall('sqs', 'SendMessage');
      chaos.ofCall('events', 'PutEvents', 'another');
      chaos.isCrashed('worker');
      return chaos.ofCall('events', 'PutEvents');
    });
    expect(between).toEqual(drawn(7, 200));
  });

  it('strikes some calls in every way, and leaves most alone', () => {
    const faults = drawn(1, 1_000).filter((fault) => fault !== undefined);
    expect(new Set(faults.map(({ fault }) => fault))).toEqual(new Set(['throttle', 'lose-answer', 'delay']));
    expect(faults.length).toBeGreaterThan(80);
    expect(faults.length).toBeLessThan(220);
  });

  it('says what it does, with the number of the call', () => {
    const said: ChaosFault[] = [];
    const chaos = createChaos(1, (fault) => said.push(fault));
    const struck = Array.from({ length: 300 }, () => chaos.isDuplicated('sqs'));
    const crashed = Array.from({ length: 300 }, () => chaos.isCrashed('worker'));
    const numbers = (list: readonly boolean[]) => list.flatMap((is, at) => (is ? [at + 1] : []));
    expect(said.filter(({ fault }) => fault === 'duplicate').map(({ call }) => call)).toEqual(
      numbers(struck),
    );
    expect(said.filter(({ at }) => at === 'worker').map(({ call }) => call)).toEqual(numbers(crashed));
    expect(said.length).toBeGreaterThan(0);
  });

  it.each([
    ['states', 'StartExecution'],
    ['states', 'DescribeExecution'],
    ['sqs', 'ReceiveMessage'],
    ['dynamodb', 'CreateTable'],
    ['lambda', 'UpdateEventSourceMapping'],
  ])('leaves alone what starts, reads, sets up and receives: %s:%s', (service, operation) => {
    const chaos = createChaos(1, () => expect.unreachable());
    for (let call = 0; call < 300; call += 1) expect(chaos.ofCall(service, operation)).toBeUndefined();
  });

  it.each([-1, 1.5, Number.NaN, 2 ** 60])('takes whole numbers of 0 or more: %d is refused', (seed) => {
    expect(() => createChaos(seed, () => {})).toThrow(/a chaos seed is a whole number .*given: /);
  });
});

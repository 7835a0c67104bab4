import { expect, it } from 'vitest';
import { virtualTime } from './virtual-time.ts';

it('plays actions by their time, and those of one time in the order they were asked for', async () => {
  const time = virtualTime(0);
  const played: string[] = [];
  for (const [name, at] of [
    ['c', 30],
    ['a', 10],
    ['b', 10],
    ['d', 40],
  ] as const) {
    time.at(at, () => played.push(`${name}${time.now()}`));
  }
  await time.run(10);
  expect(played).toEqual(['a10', 'b10', 'c30', 'd40']);
});

it('lets every promise go on before the clock does', async () => {
  const time = virtualTime(0);
  const seen: number[] = [];
  const walk = async () => {
    for (let step = 0; step < 50; step++) await Promise.resolve();
    seen.push(time.now());
    await time.sleep(5);
    seen.push(time.now());
  };
  time.at(1, () => void walk());
  time.at(2, () => {});
  await time.run(10);
  expect(seen).toEqual([1, 6]);
});

it('does nothing of what was cancelled', async () => {
  const time = virtualTime(0);
  let played = 0;
  const cancel = time.after(5, () => played++);
  time.after(1, cancel);
  await time.run(10);
  expect(played).toBe(0);
});

it('says so when nothing comes to rest', async () => {
  const time = virtualTime(0);
  const again = () => void time.after(1, again);
  again();
  await expect(time.run(100)).rejects.toThrow('no rest after 100 actions');
});

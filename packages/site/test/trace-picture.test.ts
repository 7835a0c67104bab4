import { expect, it } from 'vitest';
import { pictureOf } from '../src/trace-picture.ts';

const entry = { at: 1500, who: 'relay#1', what: 'sfn.succeed(…)', isFault: false } as const;

it('draws a call from the lane of its caller to that of its service', () => {
  const { lanes, steps } = pictureOf([{ ...entry, from: 'relay', to: 'state machine' }]);
  const x = (name: string) => lanes.find((lane) => lane.name === name)?.x;
  expect(steps).toMatchObject([{ from: x('relay'), to: x('state machine'), time: '1.500 s' }]);
});

it('has a row for each step, in their order, and grows with them', () => {
  const { steps, height } = pictureOf([entry, entry, entry]);
  expect(steps.map(({ y }) => y)).toEqual([40, 60, 80]);
  expect(height).toBe(100);
});

it('cuts a long text, and keeps the whole of it as the title', () => {
  const what = 'x'.repeat(500);
  const [step] = pictureOf([{ ...entry, what }]).steps;
  expect(step?.text.length).toBeLessThan(130);
  expect(step?.title).toContain(what);
});

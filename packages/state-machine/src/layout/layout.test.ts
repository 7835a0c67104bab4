import { describe, expect, it } from 'vitest';
import { everyType } from '../../test/fixtures/every-type.ts';
import { readDefinition } from '../graph/definition.ts';
import { graphOf } from '../graph/graph.ts';
import { type Box, layOut } from './layout.ts';

const layout = layOut(graphOf(readDefinition(everyType)));
const box = (name: string) => layout.boxes.find(({ node }) => node.name === name) as Box;
const holds = (outer: Box, inner: Box) =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;
const overlap = (one: Box, other: Box) =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

describe('the layout', () => {
  it('puts a state below the one that leads to it', () => {
    expect(box('Prepare').y).toBeLessThan(box('Ask').y);
  });

  it('puts what a container holds inside of it', () => {
    expect(holds(box('Both'), box('Ask the bank'))).toBe(true);
    expect(holds(box('Each item'), box('Pack'))).toBe(true);
  });

  it('lets no two states of one graph overlap', () => {
    const states = layout.boxes.filter(({ node }) => node.parts.length === 0);
    const pairs = states.flatMap((one, index) =>
      states.slice(index + 1).map((other) => [one, other] as const),
    );
    expect(
      pairs.filter(([one, other]) => overlap(one, other)).map((pair) => pair.map(({ node }) => node.name)),
    ).toEqual([]);
  });

  it('keeps everything within its bounds', () => {
    const outer = { x: 0, y: 0, width: layout.width, height: layout.height } as Box;
    expect(layout.boxes.filter((each) => !holds(outer, each))).toEqual([]);
  });
});

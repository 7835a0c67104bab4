import { describe, expect, it } from 'vitest';
import { rows as sampleRows } from '../model/sample-rows.cases.ts';
import { attributesOf, textIn, valuesOf } from './attributes.ts';
import { attributesOfRow, rowOf } from './row-codec.ts';

const waiting = sampleRows['a waiting row'];
if (waiting?.state !== 'waiting') throw new Error('the sample does not wait');

describe('a row of the table', () => {
  it('is read as it was written, the token deflated in between', () => {
    const attributes = attributesOfRow(waiting);
    expect(attributes.taskToken?.B).toBeInstanceOf(Uint8Array);
    expect(JSON.stringify(attributes)).not.toContain(waiting.taskToken);
    expect(rowOf(attributes)).toEqual(waiting);
  });

  it('has no attribute for what is the rule: a minted ID', () => {
    const minted = { ...waiting, business: false };
    expect(attributesOfRow(minted)).not.toHaveProperty('business');
    expect(rowOf(attributesOfRow(minted))).toEqual(minted);
  });

  it('that is settling has no claims where its set is empty', () => {
    const settling = { ...waiting, state: 'settling', answeredBy: 'event-1', attempts: [] } as const;
    expect(attributesOfRow(settling)).not.toHaveProperty('attempts');
    expect(rowOf(attributesOfRow(settling))).toEqual(settling);
  });
});

describe('a row that another version wrote', () => {
  it('is refused, with its key and what to do, if it does not say when it was opened', () => {
    const { openedAt: _, ...older } = waiting;
    expect(() => rowOf(attributesOfRow(older))).toThrow(
      /^the row orders:order-1\/payment of the callbacks table was written by another version of Callback Relay \(it has no openedAt\): stop its execution and delete the row$/,
    );
  });

  it.each(['open', undefined])('is refused if its state is %s', (state) => {
    const { state: _, ...rest } = attributesOfRow(waiting);
    const attributes = { ...rest, ...(state !== undefined && { state: { S: state } }) };
    expect(() => rowOf(attributes)).toThrow(`its state is ${JSON.stringify(state)}`);
  });

  it('is refused if it has an attribute of a type that no row has', () => {
    expect(() => rowOf({ ...attributesOfRow(waiting), other: { NULL: true } })).toThrow('of type NULL');
  });
});

it('the text that every item has is not taken for empty where it is not there', () => {
  expect(textIn({ correlationId: { S: 'orders:1' } }, 'correlationId')).toBe('orders:1');
  expect(() => textIn({ correlationId: { N: '1' } }, 'correlationId')).toThrow(
    'an item has no text correlationId',
  );
  expect(() => textIn({}, 'execution')).toThrow('an item has no text execution');
});

describe('values of attributes', () => {
  const value = {
    text: 'a',
    number: 1.5,
    yes: true,
    bytes: new Uint8Array([1]),
    set: ['a', 'b'],
    map: { of: 'x' },
  };

  it('come back as they were', () => {
    expect(valuesOf(attributesOf(value))).toEqual(value);
  });

  it('are left out where they are undefined, or an empty set', () => {
    expect(attributesOf({ a: undefined, b: [], c: '' })).toEqual({ c: { S: '' } });
  });

  it('of other types are refused', () => {
    expect(() => attributesOf({ a: null })).toThrow('a row cannot hold a object');
    expect(() => attributesOf({ a: () => 1 })).toThrow('function');
  });
});

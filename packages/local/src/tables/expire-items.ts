import type { Clock, Timer } from '../foundation/clock.ts';
import type { Engine } from './engine/engine.ts';
import { commit } from './items/commit.ts';
import { rowKey } from './rows/row-keys.ts';
import { someRows } from './rows/some-rows.ts';
import type { Table } from './schema/table.ts';
import { type Attributes, attributeOf } from './values/attribute-value.ts';

export interface ExpiryOptions {
  readonly engine: Engine;
  readonly clock: Clock;
  /** How long, at most, an expired item still shows. AWS says "within a few days". */
  readonly lagSeconds: number;
}

/** DynamoDB leaves items alone whose time is longer past than this: five years. */
const TOO_OLD_SECONDS = 5 * 365 * 86_400;

/** Deletes expired items in sweeps, one a lag: an expired item still shows for a while, as on AWS. */
export function expireItems({ engine, clock, lagSeconds }: ExpiryOptions): { stop(): void } {
  let stopped = false;
  let timer: Timer;

  function arm(): void {
    timer = clock.setTimer(clock.now() + lagSeconds * 1000, () => {
      for (const table of engine.tables.all())
        if (table.timeToLive !== undefined) sweep(table.name, Buffer.alloc(0));
      if (!stopped) arm();
    });
  }

  /** What the disk does not take now is swept the next time. */
  function sweep(name: string, from: Uint8Array): void {
    try {
      sweepSome(name, from);
    } catch {
      // No caller waits for it.
    }
  }

  /** A part of the table at once, so that calls are answered in between. */
  function sweepSome(name: string, from: Uint8Array): void {
    const table = engine.tables.find(name);
    if (stopped || table?.timeToLive === undefined) return;
    if (engine.lock.isHeld) {
      setImmediate(sweep, name, from);
      return;
    }
    const { found, more } = someRows(engine.rows.read(table.id, { from }));
    for (const { item } of found) if (isExpired(table, item, clock.now() / 1000)) remove(engine, table, item);
    const last = found.at(-1);
    if (last !== undefined && more) setImmediate(sweep, name, Buffer.concat([last.key, Buffer.from([0])]));
  }

  arm();
  return {
    stop() {
      stopped = true;
      timer.cancel();
    },
  };
}

function isExpired({ timeToLive = '' }: Table, item: Attributes, nowSeconds: number): boolean {
  const value = attributeOf(item, timeToLive);
  if (value === undefined || !('N' in value)) return false;
  const at = Number(value.N);
  return at <= nowSeconds && at > nowSeconds - TOO_OLD_SECONDS;
}

function remove(engine: Engine, table: Table, item: Attributes): void {
  commit(engine, table, { row: rowKey(table.key, item), before: item, after: undefined, expired: true });
}

import { expect, test } from 'vitest';
import type { LogEntry } from '../src/index.ts';
import { runtime } from './runtime.ts';

test('an event that no rule matches comes with the rule that is nearest, and with what that asks for', async () => {
  const rule = (EventPattern: object) => ({
    Type: 'AWS::Events::Rule',
    Properties: { EventBusName: { Ref: 'Bus' }, EventPattern },
  });
  const local = await runtime({
    Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'shop' } },
    Placed: rule({ source: ['shop'], 'detail-type': [{ prefix: 'Order P' }], detail: { paid: [true] } }),
    Sources: rule({ source: ['warehouse'] }),
  });
  const unmatched: Extract<LogEntry, { kind: 'unmatched' }>[] = [];
  local.onLog((entry) => void (entry.kind === 'unmatched' && unmatched.push(entry)));
  const publish = (source: string, detailType: string) =>
    local.publish({ bus: 'shop', source, detailType, detail: { paid: false } });
  await publish('shp', 'Order Placed');
  await publish('shop', 'Ordr P');
  await publish('warehous', 'Anything');
  await publish('shop', 'Order Placed');
  await local.idle();
  const named = (id: string) => expect.stringContaining(id);
  expect(unmatched.map(({ nearest }) => nearest)).toEqual([
    { ruleName: named('Placed'), source: 'shop' },
    { ruleName: named('Placed'), detailType: 'Order P' },
    { ruleName: named('Sources'), source: 'warehouse' },
    { ruleName: named('Placed') },
  ]);
});

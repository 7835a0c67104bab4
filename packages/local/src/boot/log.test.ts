import { expect, onTestFinished, test, vi } from 'vitest';
import { createLog, type LogEntry } from './log.ts';

test('what a listener throws is an uncaught exception, and keeps the entry from nothing else', () => {
  const log = createLog();
  const heard: LogEntry[] = [];
  log.on(() => {
    throw new Error('of the listener');
  });
  log.on((entry) => heard.push(entry));
  const later: (() => void)[] = [];
  const nextTick = vi.spyOn(process, 'nextTick').mockImplementation((work) => later.push(work as () => void));
  onTestFinished(() => nextTick.mockRestore());
  const entry: LogEntry = { kind: 'line', functionName: 'worker', requestId: 'id', text: 'printed' };
  log.add(entry);
  nextTick.mockRestore();
  expect(heard).toEqual([entry]);
  expect(later).toHaveLength(1);
  expect(later[0]).toThrow('of the listener');
});

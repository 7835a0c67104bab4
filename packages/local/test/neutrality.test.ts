import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';

/** The runtime runs any synthesized app: it knows neither the packages beside it nor their words. */
const foreign: Readonly<Record<string, RegExp>> = {
  'a package beside it': /@callback-relay\/(?!local\b)/,
  'the correlation ID': /correlation_?-?id/i,
  'a detail-type': /Callback (Succeeded|Failed|Heartbeat|Verdict|Opened|Cancelled)/,
  'an app of the repository': /callback-relay-dev|even-odd|\bCallbackRelay/,
  'its input': /"number": ?12/,
  'a path of the repository': /['"`](packages|infra|examples)\//,
  'a role of the others': /\b(requester|relayed|verdicts?)\b/i,
};

const source = join(import.meta.dirname, '..', 'src');

const files = readdirSync(source, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(ts|md)$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name));

test.each(Object.entries(foreign))('no file of the runtime names %s', (_, word) => {
  const found = files.filter((file) => word.test(readFileSync(file, 'utf8')));
  expect(found.map((file) => relative(source, file))).toEqual([]);
});

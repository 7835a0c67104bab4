import { fileURLToPath } from 'node:url';

const fileOf = (name: string) => fileURLToPath(new URL(`node/${name}.ts`, import.meta.url));

/** For a bundler: the file that stands in a browser in the place of each module of Node that a run loads. */
export const nodeStandIns: Readonly<Record<string, string>> = {
  'node:crypto': fileOf('crypto'),
  'node:timers/promises': fileOf('timers-promises'),
  'node:diagnostics_channel': fileOf('diagnostics-channel'),
  'node:util': fileOf('deep-equality'),
  'node:async_hooks': fileOf('not-run'),
  'node:console': fileOf('not-run'),
  'node:events': fileOf('not-run'),
};

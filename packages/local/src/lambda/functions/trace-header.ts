import { randomUUID } from 'node:crypto';

/** Lambda traces every invocation, mostly unsampled. */
export function mintTraceHeader(): string {
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  const hex = (randomUUID() + randomUUID()).replaceAll('-', '');
  return `Root=1-${seconds}-${hex.slice(0, 24)};Parent=${hex.slice(-16)};Sampled=0`;
}

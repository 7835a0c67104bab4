import { format } from 'node:util';
import { isFunction } from '../../../foundation/is-function.ts';

type Print = (line: string) => void;

const levels = {
  trace: 'TRACE',
  debug: 'DEBUG',
  log: 'INFO',
  info: 'INFO',
  warn: 'WARN',
  error: 'ERROR',
} as const;

/**
 * Takes over everything that the thread prints, line by line and in order with its answers. The console's lines carry
 * time, request ID and level, as Lambda's text format has them.
 */
export function captureOutput(print: Print, requestId: () => string | undefined): void {
  for (const stream of [process.stdout, process.stderr]) {
    let rest = '';
    stream.write = ((chunk: string | Uint8Array, ...more: unknown[]) => {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      const lines = (rest + Buffer.from(bytes).toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) print(line);
      const written = more.find(isFunction);
      if (written !== undefined) queueMicrotask(written);
      return true;
    }) as typeof stream.write;
  }
  for (const [method, level] of Object.entries(levels)) {
    console[method as keyof typeof levels] = (...values: unknown[]) => {
      const head = `${new Date().toISOString()}\t${requestId() ?? 'undefined'}\t${level}\t`;
      for (const line of format(...values).split('\n')) print(head + line);
    };
  }
}

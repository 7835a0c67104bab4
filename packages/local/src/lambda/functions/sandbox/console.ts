import { StringDecoder } from 'node:string_decoder';
import { format } from 'node:util';
import { isFunction } from '../../../foundation/is-function.ts';

/** A line that goes on for longer is cut into several, as that of a process. */
const LONGEST_LINE = 65_536;

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
 * Takes over everything that the thread prints, line by line and in order with its answers. What one call of the console
 * prints is one event of the log, its line breaks included, and carries time, request ID and level, as Lambda's text format has them:
 * https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/blob/main/src/LogPatch.js
 * Gives back what prints the lines that are not ended, as when an invocation is over.
 */
export function captureOutput(print: Print, requestId: () => string | undefined): () => void {
  const unended = [process.stdout, process.stderr].map((stream) => {
    const decoder = new StringDecoder('utf8');
    let rest = '';
    stream.write = ((chunk: string | Uint8Array, ...more: unknown[]) => {
      const lines = (rest + decoder.write(bytesOf(chunk, more[0]))).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) print(line);
      for (; rest.length > LONGEST_LINE; rest = rest.slice(LONGEST_LINE)) print(rest.slice(0, LONGEST_LINE));
      const written = more.find(isFunction);
      if (written !== undefined) queueMicrotask(written);
      return true;
    }) as typeof stream.write;
    return () => {
      rest += decoder.end();
      if (rest !== '') print(rest);
      rest = '';
    };
  });
  for (const [method, level] of Object.entries(levels)) {
    console[method as keyof typeof levels] = (...values: unknown[]) => {
      const head = `${new Date().toISOString()}\t${requestId() ?? 'undefined'}\t${level}\t`;
      print(head + format(...values));
    };
  }
  return () => {
    for (const end of unended) end();
  };
}

function bytesOf(chunk: string | Uint8Array, encoding: unknown): Uint8Array {
  if (typeof chunk !== 'string') return chunk;
  return Buffer.from(chunk, typeof encoding === 'string' && Buffer.isEncoding(encoding) ? encoding : 'utf8');
}

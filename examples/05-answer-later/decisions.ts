import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Decision, decisionSchema } from './approval.ts';

/** Remembers the first decision about each callback, over restarts and beside other processes. */
export interface Decisions {
  /** Records the decision unless there is one, and gives the one that holds, and whether it was published. */
  first(correlationId: string, decision: Decision): Promise<{ decision: Decision; published: boolean }>;
  /** The decision about a callback, undefined when there is none. */
  find(correlationId: string): Promise<Decision | undefined>;
  markPublished(correlationId: string): Promise<void>;
}

/**
 * Keeps each decision in a file of its own. Of two at once the file system lets only one have the name, and none
 * sees a file that is not written to its end.
 */
export function decisionsIn(folder: string): Decisions {
  const fileOf = (correlationId: string) =>
    join(folder, createHash('sha256').update(correlationId).digest('hex'));
  const find = async (correlationId: string): Promise<Decision | undefined> => {
    const text = await readFile(fileOf(correlationId), 'utf8').catch(undefinedIf('ENOENT'));
    return text === undefined ? undefined : decisionSchema.parse(text);
  };
  return {
    find,
    first: async (correlationId, decision) => {
      await mkdir(folder, { recursive: true });
      const draft = `${fileOf(correlationId)}.${randomUUID()}`;
      await writeFile(draft, decision);
      await link(draft, fileOf(correlationId)).catch(undefinedIf('EEXIST'));
      await rm(draft);
      const published = await stat(`${fileOf(correlationId)}.published`).catch(undefinedIf('ENOENT'));
      return {
        decision: (await find(correlationId)) ?? decision,
        published: published !== undefined,
      };
    },
    markPublished: (correlationId) => writeFile(`${fileOf(correlationId)}.published`, ''),
  };
}

function undefinedIf(code: string) {
  return (error: NodeJS.ErrnoException): undefined => {
    if (error.code !== code) throw error;
  };
}

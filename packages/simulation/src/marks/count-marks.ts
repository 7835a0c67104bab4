import { onMark } from '@callback-relay/contract/runtime';

/** How often each branch of the protocol was taken, by the name of its mark. */
export type MarkCounts = Readonly<Record<string, number>>;

/** Counts the marks that are met during `action`. One at a time: marks are heard of by the whole thread. */
export async function countingMarks<Result>(
  action: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly marks: MarkCounts }> {
  const marks: Record<string, number> = {};
  const stop = onMark((name) => {
    marks[name] = (marks[name] ?? 0) + 1;
  });
  try {
    return { result: await action(), marks };
  } finally {
    stop();
  }
}

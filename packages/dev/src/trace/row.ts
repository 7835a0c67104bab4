import type { CallbackRow } from '@callback-relay/callbacks-table';
import { rowOf } from '@callback-relay/callbacks-table/dynamodb';

/** A row as the API carries it, its bytes in base64, which an SDK client would have decoded; undefined for what is none. */
export function readRow(item: unknown): CallbackRow | undefined {
  if (typeof item !== 'object' || item === null || !('correlationId' in item)) return undefined;
  const { taskToken } = item as { readonly taskToken?: { readonly B?: string } };
  const bytes = taskToken?.B === undefined ? undefined : Buffer.from(taskToken.B, 'base64');
  try {
    return rowOf({ ...item, ...(bytes && { taskToken: { B: bytes } }) } as Parameters<typeof rowOf>[0]);
  } catch {
    // Anyone at this machine may write any item.
    return undefined;
  }
}

import { invalidParameter } from './queue-error.ts';

/** What a move task is cancelled by: opaque to clients, and carrying its source. */
export function mintTaskHandle(taskId: string, sourceArn: string): string {
  return Buffer.from(JSON.stringify({ taskId, sourceArn })).toString('base64');
}

/** @throws AwsError InvalidParameterValue for what was never a task handle */
export function sourceOfHandle(handle: unknown): string {
  const [, sourceArn] =
    /^\{"taskId":"[0-9a-f-]{36}","sourceArn":"([^"]+)"\}$/.exec(
      Buffer.from(String(handle), 'base64').toString(),
    ) ?? [];
  if (sourceArn === undefined) throw invalidParameter('Value for parameter TaskHandle is invalid.');
  return sourceArn;
}

import { stableUuid } from '../../foundation/stable-uuid.ts';

/** The same in every run, so that what a mapping has read so far is found again. */
export function mappingId(functionName: string, sourceArn: string): string {
  return stableUuid(functionName, sourceArn);
}

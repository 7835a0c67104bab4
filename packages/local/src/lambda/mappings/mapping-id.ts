import { stableUuid } from '../../foundation/stable-uuid.ts';

/** The same in every run, so that what a mapping has read so far is found again. */
export function mappingId(functionName: string, sourceArn: string): string {
  return stableUuid(functionName, sourceArn);
}

/** The same, or another where a mapping that was led to another function has it. */
export function freeMappingId(
  functionName: string,
  sourceArn: string,
  isTaken: (id: string) => boolean,
): string {
  let id = mappingId(functionName, sourceArn);
  while (isTaken(id)) id = mappingId(id, sourceArn);
  return id;
}

import { fileURLToPath } from 'node:url';
import { markNamesIn, sourcesIn } from '@callback-relay/contract/test-marks';

const markedPackages = ['relay', 'requester', 'callbacks-table'];

/** The names of all branches of the protocol that carry a mark, sorted. */
export function protocolMarks(): readonly string[] {
  return markNamesIn(
    markedPackages.flatMap((name) =>
      sourcesIn(fileURLToPath(new URL(`../../../${name}/src`, import.meta.url)), `packages/${name}/src`),
    ),
  );
}

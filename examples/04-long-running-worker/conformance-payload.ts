import * as z from 'zod';

/** The films behind the payloads that the conformance kit sends when it is given no others. */
const films = {
  succeed: { film: 'short', segments: 1, segmentMs: 100, previewSize: 0 },
  fail: { film: 'broken', segments: 2, segmentMs: 100, brokenSegment: 1, previewSize: 0 },
  work: { film: 'long', segments: 5, segmentMs: 1_000, previewSize: 0 },
  big: { film: 'vivid', segments: 1, segmentMs: 100, previewSize: 100_000 },
};

export const conformancePayload = z
  .object({ conformance: z.enum(['succeed', 'fail', 'work', 'big']) })
  .transform(({ conformance }) => films[conformance]);

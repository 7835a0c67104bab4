import { setTimeout } from 'node:timers/promises';
import { defineWorker, Failure } from '@callback-relay/worker';
import * as z from 'zod';
import { conformancePayload } from './conformance-payload.ts';

const filmSchema = z.object({
  film: z.string().min(1),
  /** How many pieces the film is rendered in. */
  segments: z.int().min(1).max(10_000),
  /** How long one takes: this example only pretends to render. */
  segmentMs: z.int().min(0).max(600_000).default(1_000),
  /** Which one can't be rendered, from 1. */
  brokenSegment: z.int().optional(),
  /** Characters of the preview in the output. */
  previewSize: z.int().min(0).max(1_000_000).default(0),
});

export type Film = z.infer<typeof filmSchema>;

/** Renders a film segment by segment, which may take hours, and publishes how far it is. */
export const filmWorker = defineWorker({
  name: 'film-worker',
  payload: z.union([filmSchema, conformancePayload]),
  handle: async (film: Film, { signal, progress }) => {
    for (let segment = 1; segment <= film.segments; segment++) {
      await setTimeout(film.segmentMs, undefined, { signal });
      if (segment === film.brokenSegment) {
        throw new Failure('SegmentBroken', `Segment ${segment} of ${film.film} can't be rendered.`);
      }
      if (segment < film.segments) progress({ segment, of: film.segments });
    }
    return { film: film.film, segments: film.segments, preview: '█'.repeat(film.previewSize) };
  },
});

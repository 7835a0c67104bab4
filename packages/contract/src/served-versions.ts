import type * as z from 'zod/mini';
import {
  type CancelledDetail,
  cancelledDetailSchema,
  type OpenedDetail,
  openedDetailSchema,
} from './notice.ts';
import { RelayError } from './relay-error.ts';
import { type Request, requestSchema } from './request.ts';
import { type Result, resultSchema } from './result.ts';
import { type VerdictDetail, verdictDetailSchema } from './verdict.ts';
import { currentMajor, majorOf } from './version.ts';

/**
 * The schemas by which messages of one major version are read. Whatever form that major gives a message, its schema
 * turns it into today's type, so that nothing behind a reader knows of versions.
 */
export interface MessageSchemas {
  readonly request: z.ZodMiniType<Request>;
  /** Of `{ type, detail }`: the detail-type of the event, and its detail. */
  readonly result: z.ZodMiniType<Result>;
  readonly verdict: z.ZodMiniType<VerdictDetail>;
  readonly cancelled: z.ZodMiniType<CancelledDetail>;
  readonly opened: z.ZodMiniType<OpenedDetail>;
}

/** The one table of the majors that are served. Serving another is one more entry. */
export const servedVersions: Readonly<Record<number, MessageSchemas>> = {
  1: {
    request: requestSchema,
    result: resultSchema,
    verdict: verdictDetailSchema,
    cancelled: cancelledDetailSchema,
    opened: openedDetailSchema,
  },
};

/**
 * The schemas that read `message`, which is of the version that its member `version` says. A message whose version is
 * missing or not a version is read as one of today's, whose schema then says what is wrong. Of a major that is not
 * served it gives the refusal, `unsupported-version`.
 */
export function schemasFor(message: unknown, served = servedVersions): MessageSchemas | RelayError {
  const version = versionIn(message);
  const schemas = served[majorOf(version) ?? currentMajor];
  if (schemas !== undefined) return schemas;
  const majors = Object.keys(served).map((major) => `${major}.x`);
  return new RelayError('unsupported-version', `given ${String(version)}; served are ${majors.join(', ')}`);
}

function versionIn(message: unknown): unknown {
  return typeof message === 'object' && message !== null && 'version' in message
    ? message.version
    : undefined;
}

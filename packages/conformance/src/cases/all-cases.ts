import type { ConformanceCase } from '../conformance-case.ts';
import { cancelled, pastDeadline, terminated } from './ending.ts';
import { heartbeatWhileWorking } from './heartbeat.ts';
import { bigOutput, failure, success } from './outcome.ts';
import { noStepFunctions, noToken, refusedByTheBus } from './publishing.ts';
import { brokenRequest, unknownFields, unknownVersion, unreadableRequest } from './reading.ts';
import { duplicateRequest, retriedTask } from './repetition.ts';

/** In the order that they are played: the last two judge the whole run. */
export const allCases: readonly ConformanceCase[] = [
  success,
  failure,
  heartbeatWhileWorking,
  duplicateRequest,
  retriedTask,
  brokenRequest,
  unreadableRequest,
  unknownVersion,
  unknownFields,
  pastDeadline,
  cancelled,
  bigOutput,
  refusedByTheBus,
  terminated,
  noToken,
  noStepFunctions,
];

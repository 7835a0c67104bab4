import type { Requirement } from '../requirement.ts';
import { businessKey, busName, longKey, many, otherBus, wholeSeconds } from './addressing.ts';
import { badDeadline, noCorrelationId, noDeadline, noKey, noReturnAddress, noVersion } from './broken.ts';
import { brokenNotice, cancelled, cancelledElsewhere, pastDeadline } from './ending.ts';
import { cause, errorLength, errorName, noOutputInFailure } from './failing.ts';
import {
  answered,
  bus,
  deleted,
  detailType,
  eventSize,
  output,
  ownFields,
  rightKind,
  source,
  version,
} from './first-answer.ts';
import { heartbeatForm, heartbeatWhileWorking, noHeartbeatAfter, progressSize } from './heartbeat.ts';
import { bigOutput, failure, success } from './outcome.ts';
import {
  knownCallbacks,
  noStepFunctions,
  noToken,
  oneSource,
  publishedBeforeDeleted,
  refusedByTheBus,
  throttledBus,
} from './publishing.ts';
import { brokenRequest, unknownFields, unknownVersion, unreadableRequest } from './reading.ts';
import { duplicateRequest, repeatedLater, retriedFailure, retriedTask, reusedKey } from './repetition.ts';
import { killed, terminated } from './stopping.ts';

/** In the order that they are checked: what others need comes first, and the last four look at the whole run. */
export const allRequirements: readonly Requirement[] = [
  ...[answered, detailType, rightKind, bus, source, version, output, ownFields, success, deleted, eventSize],
  ...[failure, errorName, errorLength, cause, noOutputInFailure],
  ...[heartbeatWhileWorking, heartbeatForm, progressSize, noHeartbeatAfter],
  ...[refusedByTheBus, publishedBeforeDeleted, throttledBus],
  ...[
    brokenRequest,
    businessKey,
    longKey,
    busName,
    wholeSeconds,
    unreadableRequest,
    otherBus,
    noCorrelationId,
  ],
  ...[pastDeadline, noDeadline, badDeadline, noKey, noReturnAddress, noVersion],
  ...[duplicateRequest, repeatedLater, retriedTask, retriedFailure, many, reusedKey],
  bigOutput,
  ...[cancelled, cancelledElsewhere, brokenNotice],
  ...[unknownVersion, unknownFields],
  ...[terminated, killed],
  ...[noToken, noStepFunctions, oneSource, knownCallbacks],
];

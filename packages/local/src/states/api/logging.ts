import { AwsError } from '../../foundation/aws-error.ts';
import type { JsonObject } from '../json.ts';
import { optionalObject, type Request } from './request.ts';

const NO_LOGGING: JsonObject = { level: 'OFF', includeExecutionData: false };

/** What is asked for, with AWS's defaults; undefined where nothing is. Nothing is written to a log. */
export const loggingOf = (request: Request): JsonObject | undefined => {
  const given = optionalObject(request, 'loggingConfiguration');
  if (given === undefined) return undefined;
  const logging = { ...NO_LOGGING, ...given };
  const destinations = Array.isArray(given.destinations) ? given.destinations.length : 0;
  if (destinations > 1 || (logging.level !== 'OFF' && destinations !== 1)) {
    throw new AwsError(
      'InvalidLoggingConfiguration',
      'Invalid Logging Configuration: Must specify exactly one Log Destination.',
    );
  }
  return logging;
};

export const noLogging = NO_LOGGING;
export const noTracing: JsonObject = { enabled: false };
export const ownKey: JsonObject = { type: 'AWS_OWNED_KEY' };

/** Refuses keys of customers: what is kept here is not encrypted. */
export const checkEncryption = (request: Request): void => {
  const key = optionalObject(request, 'encryptionConfiguration')?.type ?? 'AWS_OWNED_KEY';
  if (key === 'AWS_OWNED_KEY') return;
  throw new AwsError(
    'InvalidEncryptionConfiguration',
    `Encryption with ${String(key)} is not supported by the local runtime`,
  );
};

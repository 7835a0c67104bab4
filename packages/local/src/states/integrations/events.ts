import { stateFailed } from '../errors/failure.ts';
import { type Json, type JsonObject, jsonText } from '../json.ts';
import { answerOf, asObject, type CallSetting, type ServiceCall } from './integration.ts';
import { sdkMetadata } from './sdk-metadata.ts';
import { serviceFailure } from './service-error.ts';

const NAMES = { prefix: 'EventBridge', service: 'AmazonEventBridge', general: 'AmazonEventBridgeException' };

/** Step Functions adds the execution and its machine to every entry's resources; Detail may be given as an object. */
const entryOf = (entry: Json, setting: CallSetting): JsonObject => {
  const given = asObject(entry);
  const resources = Array.isArray(given.Resources) ? given.Resources : [];
  return {
    ...given,
    ...(given.Detail === undefined || typeof given.Detail === 'string'
      ? {}
      : { Detail: jsonText(given.Detail) }),
    Resources: [...resources, setting.machineArn, setting.executionArn],
  };
};

/** `events:putEvents`: one entry that is refused fails the task. */
export const putEvents: ServiceCall = async (parameters, setting) => {
  const { Entries, ...more } = asObject(parameters);
  const entries = Array.isArray(Entries) ? Entries.map((entry) => entryOf(entry, setting)) : Entries;
  let answer: JsonObject;
  try {
    answer = await answerOf(setting, 'events', 'PutEvents', { ...more, Entries: entries });
  } catch (error) {
    throw serviceFailure(NAMES, error, setting.ids);
  }
  if (Number(answer.FailedEntryCount) > 0)
    throw stateFailed('EventBridge.FailedEntry', JSON.stringify(answer));
  return { ...answer, ...sdkMetadata(answer, 'application/x-amz-json-1.1', setting) };
};

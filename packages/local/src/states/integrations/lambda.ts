import { stateFailed } from '../errors/failure.ts';
import { isObject, type Json, type JsonObject, jsonText, parseJson } from '../json.ts';
import { answerOf, asObject, type CallSetting, type ServiceCall } from './integration.ts';
import { sdkMetadata } from './sdk-metadata.ts';
import { serviceFailure } from './service-error.ts';

const NAMES = { prefix: 'Lambda', service: 'AWSLambda', general: 'AWSLambdaException' };

/** What a function answered: JSON, or the text itself where it is not JSON. */
const parsePayload = (text: Json | undefined): Json => {
  if (typeof text !== 'string' || text === '') return {};
  try {
    return parseJson(text);
  } catch {
    return text;
  }
};

/** The error that a function threw fails the task under its own name. */
const functionFailure = (payload: Json | undefined) => {
  const error = parsePayload(payload);
  const name = isObject(error) && typeof error.errorType === 'string' ? error.errorType : 'Lambda.Unknown';
  return stateFailed(name, typeof payload === 'string' ? payload : '');
};

const invoke = async (input: Record<string, unknown>, setting: CallSetting): Promise<JsonObject> => {
  let answer: JsonObject;
  try {
    answer = await answerOf(setting, 'lambda', 'Invoke', input);
  } catch (error) {
    throw serviceFailure(NAMES, error, setting.ids);
  }
  if (answer.FunctionError !== undefined) throw functionFailure(answer.Payload);
  return answer;
};

/** A text is the payload itself, which must be JSON; null is left out. */
const payloadMember = (payload: Json | undefined): { Payload?: string } => {
  if (payload === undefined || payload === null) return {};
  return { Payload: typeof payload === 'string' ? payload : jsonText(payload) };
};

/** `lambda:invoke`: the result is the service's answer, with the function's in Payload. */
export const invokeLambda: ServiceCall = async (parameters, setting) => {
  const { Payload, InvocationType = 'RequestResponse', ...more } = asObject(parameters);
  const input = {
    ...more,
    InvocationType,
    ...payloadMember(Payload),
  };
  const answer = await invoke(input, setting);
  const payload = parsePayload(answer.Payload);
  return {
    ExecutedVersion: '$LATEST',
    ...(answer.LogResult === undefined ? {} : { LogResult: answer.LogResult }),
    Payload: payload,
    StatusCode: answer.StatusCode ?? 200,
    ...sdkMetadata(payload, 'application/json', setting, { 'X-Amz-Executed-Version': '$LATEST' }),
  };
};

/** A function's ARN as Resource: the state's input is the event, the function's answer the result. */
export const invokeFunction =
  (functionArn: string): ServiceCall =>
  async (parameters, setting) => {
    const input = {
      FunctionName: functionArn,
      InvocationType: 'RequestResponse',
      Payload: jsonText(parameters),
    };
    return parsePayload((await invoke(input, setting)).Payload);
  };

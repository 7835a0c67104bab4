import { stateFailed } from '../errors/failure.ts';
import { isObject, type Json } from '../json.ts';
import { asObject, type CallSetting, type ServiceCall } from './integration.ts';
import { sdkMetadata } from './sdk-metadata.ts';
import { serviceFailure } from './service-error.ts';

const NAMES = { prefix: 'Lambda', service: 'AWSLambda' };

interface Answer {
  readonly StatusCode: number;
  readonly FunctionError?: string;
  readonly Payload?: string;
}

/** What a function answered: JSON, or the text itself where it is none. */
const parsePayload = (text: string | undefined): Json => {
  if (text === undefined || text === '') return {};
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
};

/** The error that a function threw fails the task under its own name. */
const functionFailure = (payload: string | undefined) => {
  const error = parsePayload(payload);
  const name = isObject(error) && typeof error.errorType === 'string' ? error.errorType : 'Lambda.Unknown';
  return stateFailed(name, payload ?? '');
};

const invoke = async (input: Record<string, unknown>, setting: CallSetting): Promise<Answer> => {
  let answer: Answer;
  try {
    answer = (await setting.callService('lambda', 'Invoke', input, setting.caller)) as Answer;
  } catch (error) {
    throw serviceFailure(NAMES, error, setting.ids);
  }
  if (answer.FunctionError !== undefined) throw functionFailure(answer.Payload);
  return answer;
};

/** `lambda:invoke`: the result is the service's answer, with the function's in Payload. */
export const invokeLambda: ServiceCall = async (parameters, setting) => {
  const { Payload, InvocationType = 'RequestResponse', ...more } = asObject(parameters);
  const input = {
    ...more,
    InvocationType,
    ...(Payload === undefined ? {} : { Payload: JSON.stringify(Payload) }),
  };
  const answer = await invoke(input, setting);
  const payload = parsePayload(answer.Payload);
  return {
    ExecutedVersion: '$LATEST',
    Payload: payload,
    StatusCode: answer.StatusCode,
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
      Payload: JSON.stringify(parameters),
    };
    return parsePayload((await invoke(input, setting)).Payload);
  };

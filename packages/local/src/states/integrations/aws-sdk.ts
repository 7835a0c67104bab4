import { isObject, type Json, type JsonObject, jsonText, plainJson, withPlainNumbers } from '../json.ts';
import { answerOf, asObject, type ServiceCall } from './integration.ts';
import { capitalized, uncapitalized } from './names.ts';
import { sdkFailure } from './service-error.ts';

interface SdkService {
  /** The name in IAM actions and in calls between services. */
  readonly iamPrefix: string;
  /** The name of the SDK's client, as it stands in errors. */
  readonly client: string;
  /** Parameters as the service's API names them, and its answer as the SDK does. */
  readonly input: (parameters: JsonObject) => JsonObject;
  readonly output: (answer: JsonObject) => Json;
}

const asIs = <T>(value: T): T => value;

/** Dates stand as seconds in the API's answer, and as ISO 8601 in the SDK's. */
const withIsoDates = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(withIsoDates);
  if (!isObject(value)) return value;
  const members = Object.entries(value).map(([name, member]): [string, Json] => [
    name,
    name.endsWith('Date') && typeof member === 'number'
      ? new Date(member * 1000).toISOString()
      : withIsoDates(member),
  ]);
  return Object.fromEntries(members);
};

/** What the API takes as text may be given as JSON. */
const withTextOf =
  (...names: readonly string[]) =>
  (parameters: JsonObject): JsonObject => {
    const texts = names.flatMap((name): [string, Json][] => {
      const value = parameters[name];
      return value === undefined || typeof value === 'string' ? [] : [[name, jsonText(value)]];
    });
    return { ...parameters, ...Object.fromEntries(texts) };
  };

const entriesWithTextOf =
  (name: string) =>
  (parameters: JsonObject): JsonObject =>
    Array.isArray(parameters.Entries)
      ? {
          ...parameters,
          Entries: parameters.Entries.map((entry) => (isObject(entry) ? withTextOf(name)(entry) : entry)),
        }
      : parameters;

const withTextOfTarget = (parameters: JsonObject): JsonObject =>
  isObject(parameters.Target)
    ? { ...parameters, Target: withTextOf('Input')(parameters.Target) }
    : parameters;

const stepFunctionsTexts = withTextOf('Input', 'Output', 'Definition');

const SERVICES: Readonly<Record<string, SdkService>> = {
  dynamodb: { iamPrefix: 'dynamodb', client: 'DynamoDb', input: asIs, output: asIs },
  sqs: { iamPrefix: 'sqs', client: 'Sqs', input: withTextOf('MessageBody'), output: asIs },
  sns: { iamPrefix: 'sns', client: 'Sns', input: withTextOf('Message'), output: asIs },
  eventbridge: {
    iamPrefix: 'events',
    client: 'EventBridge',
    input: entriesWithTextOf('Detail'),
    output: withIsoDates,
  },
  scheduler: { iamPrefix: 'scheduler', client: 'Scheduler', input: withTextOfTarget, output: withIsoDates },
  lambda: { iamPrefix: 'lambda', client: 'Lambda', input: withTextOf('Payload'), output: asIs },
  sfn: {
    iamPrefix: 'states',
    client: 'Sfn',
    input: (parameters) => asObject(uncapitalized(stepFunctionsTexts(parameters))),
    output: (answer) => withIsoDates(capitalized(answer)),
  },
};

const withoutNulls = (parameters: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== null));

/** The service and operation behind `aws-sdk:sfn` and `startExecution`; undefined for a service that is not supported. */
export const sdkOperation = (
  service: string,
  api: string,
): { iamPrefix: string; operation: string } | undefined => {
  const known = Object.hasOwn(SERVICES, service) ? SERVICES[service] : undefined;
  return known && { iamPrefix: known.iamPrefix, operation: api.charAt(0).toUpperCase() + api.slice(1) };
};

/** `aws-sdk:…`: the operation of the service as it is, with parameters and result in the SDK's names. */
export const callSdk =
  (service: string, api: string): ServiceCall =>
  async (parameters, setting) => {
    const known = SERVICES[service];
    if (known === undefined) throw new TypeError(`The SDK's client ${service} is not known.`);
    const { iamPrefix, client, input, output } = known;
    const operation = api.charAt(0).toUpperCase() + api.slice(1);
    try {
      const given = input(asObject(withPlainNumbers(withoutNulls(asObject(parameters)))));
      const answer = await answerOf(setting, iamPrefix, operation, given);
      return output(asObject(plainJson(JSON.stringify(answer))));
    } catch (error) {
      throw sdkFailure(client, error, setting.ids);
    }
  };

import { isObject, type Json, type JsonObject, jsonText, plainJson, withPlainNumbers } from '../json.ts';
import { answerOf, asObject, type ServiceCall } from './integration.ts';
import { SDK_SERVICES, type SdkServiceName } from './known-services.ts';
import { capitalized, uncapitalized } from './names.ts';
import { sdkFailure } from './service-error.ts';

/** Parameters as the service's API names them, and its answer as the SDK does. */
interface Translation {
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

const TRANSLATIONS: Readonly<Record<SdkServiceName, Translation>> = {
  dynamodb: { input: asIs, output: asIs },
  sqs: { input: withTextOf('MessageBody'), output: asIs },
  sns: { input: withTextOf('Message'), output: asIs },
  eventbridge: { input: entriesWithTextOf('Detail'), output: withIsoDates },
  scheduler: { input: withTextOfTarget, output: withIsoDates },
  lambda: { input: withTextOf('Payload'), output: asIs },
  sfn: {
    input: (parameters) => asObject(uncapitalized(stepFunctionsTexts(parameters))),
    output: (answer) => withIsoDates(capitalized(answer)),
  },
};

const withoutNulls = (parameters: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== null));

/** `aws-sdk:…`: the operation of the service as it is, with parameters and result in the SDK's names. */
export const callSdk =
  (service: SdkServiceName, api: string): ServiceCall =>
  async (parameters, setting) => {
    const { iamPrefix, client } = SDK_SERVICES[service];
    const { input, output } = TRANSLATIONS[service];
    const operation = api.charAt(0).toUpperCase() + api.slice(1);
    try {
      const given = input(asObject(withPlainNumbers(withoutNulls(asObject(parameters)))));
      const answer = await answerOf(setting, iamPrefix, operation, given);
      return output(asObject(plainJson(JSON.stringify(answer))));
    } catch (error) {
      throw sdkFailure(client, error, setting.ids);
    }
  };

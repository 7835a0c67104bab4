import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import { AwsError } from '../foundation/aws-error.ts';
import { type Answer, header, type Request } from '../foundation/http.ts';
import { isObject } from '../foundation/is-object.ts';
import { BeyondBoundsError, parseInSteps } from '../foundation/json/parse-in-steps.ts';
import { stringifyInSteps } from '../foundation/json/stringify-in-steps.ts';
import { checkSize } from '../foundation/request-size.ts';
import type { Caller, CallService } from '../foundation/service.ts';
import type { JsonProtocol, ServiceDefinition } from '../foundation/service-definition.ts';
import { unknownOperation } from '../foundation/service-router.ts';
import { inSlices } from '../foundation/steps.ts';

/** AWS JSON 1.0 and 1.1: the operation in `X-Amz-Target`, input and output as JSON. */
export async function answerJson(
  request: Request,
  definitions: readonly ServiceDefinition[],
  callService: CallService,
  caller: () => Caller,
): Promise<Answer> {
  const type = header(request, 'content-type')?.split(';')[0] ?? 'application/x-amz-json-1.0';
  const target = header(request, 'x-amz-target') ?? '';
  const [prefix = '', operation = ''] = target.split('.');
  const definition = definitions.find(
    ({ protocol }) => protocol.kind === 'json' && protocol.targetPrefix === prefix,
  );
  try {
    if (definition === undefined) throw unknownTarget(target);
    checkSize(request.body.length, definition.largestRequestBytes);
    const from = caller();
    const input = await readInput(request.body, definition.mostValues?.(operation));
    const output = await callService(definition.iamPrefix, operation, input, from);
    return { status: 200, headers: headersOf(type), body: await writeOutput(output) };
  } catch (error) {
    const protocol = definition?.protocol;
    return jsonError(asAwsError(error), type, protocol?.kind === 'json' ? protocol : undefined);
  }
}

/** Levels; DynamoDB's items have 32, and no other input of AWS's needs as many. */
const DEEPEST_INPUT = 256;

/** @throws AwsError SerializationException */
export async function readInput(body: Buffer, mostValues?: number): Promise<Record<string, unknown>> {
  const bounds = { deepest: DEEPEST_INPUT, ...(mostValues !== undefined && { mostValues }) };
  if (!isUtf8(body)) throw new AwsError('SerializationException', 'The request body is not UTF-8.');
  const input = body.length === 0 ? {} : await inSlices(parseInSteps(body, bounds)).catch(refuseJson);
  if (isObject(input)) return input;
  throw new AwsError('SerializationException', 'Start of structure or map found where not expected.');
}

function refuseJson(error: Error): never {
  const fault = error instanceof BeyondBoundsError ? `${error.message}.` : `not JSON: ${error.message}`;
  throw new AwsError('SerializationException', `The request body is ${fault}`);
}

/** An operation's output as JSON; it may be as large as a request. */
export async function writeOutput(output: unknown): Promise<string | Buffer> {
  return (await inSlices(stringifyInSteps(output ?? {}))) ?? '{}';
}

/** What is not an error of a service is the runtime's own fault. */
export function asAwsError(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new AwsError('InternalFailure', `The local runtime failed: ${cause}`, 500);
}

export function jsonError(
  error: AwsError,
  type: string,
  { queryCodes, errorNames = {} }: Pick<JsonProtocol, 'queryCodes' | 'errorNames'> = {},
): Answer {
  const query = queryCodes && `${queryCodes[error.code] ?? error.code};Sender`;
  const name = errorNames[error.code] ?? error.code;
  return {
    status: error.status,
    headers: {
      ...headersOf(type),
      'x-amzn-errortype': name,
      ...(query && { 'x-amzn-query-error': query }),
    },
    body: JSON.stringify({ __type: name, message: error.message, ...error.members }),
  };
}

function unknownTarget(target: string): AwsError {
  const [service, operation] = target.split('.', 2);
  if (service !== undefined && operation !== undefined) return unknownOperation(service, operation);
  return new AwsError(
    'UnknownOperationException',
    `X-Amz-Target must be SERVICE.OPERATION, not "${target}".`,
  );
}

function headersOf(type: string): Record<string, string> {
  return { 'content-type': type, 'x-amzn-requestid': randomUUID() };
}

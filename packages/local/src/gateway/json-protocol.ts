import { randomUUID } from 'node:crypto';
import { AwsError } from '../foundation/aws-error.ts';
import type { Caller } from '../foundation/service.ts';
import { type ServiceRouter, unknownOperation } from '../foundation/service-router.ts';
import { queryCodes } from '../queues/queue-error.ts';
import { type Answer, header, type Request } from './answer.ts';
import { checkSize } from './request-body.ts';

/** AWS JSON 1.0 and 1.1: the operation in `X-Amz-Target`, input and output as JSON. */
export async function answerJson(
  request: Request,
  router: ServiceRouter,
  caller: () => Caller,
): Promise<Answer> {
  const type = header(request, 'content-type')?.split(';')[0] ?? 'application/x-amz-json-1.0';
  const target = header(request, 'x-amz-target') ?? '';
  const [prefix = '', operation = ''] = target.split('.');
  const service = router.nameOf(prefix);
  try {
    if (service === undefined) throw unknownTarget(target);
    checkSize(service, request.body.length);
    const from = caller();
    const output = await router.callService(service, operation, readInput(request.body), from);
    return { status: 200, headers: headersOf(type), body: JSON.stringify(output ?? {}) };
  } catch (error) {
    return jsonError(asAwsError(error), type, service);
  }
}

export function readInput(body: Buffer): Record<string, unknown> {
  let input: unknown;
  try {
    input = JSON.parse(body.toString() || '{}');
  } catch (error) {
    throw new AwsError('SerializationException', `The request body is no JSON: ${(error as Error).message}`);
  }
  if (typeof input === 'object' && input !== null && !Array.isArray(input))
    return input as Record<string, unknown>;
  throw new AwsError('SerializationException', 'Start of structure or map found where not expected.');
}

/** What is no error of a service is the runtime's own fault. */
export function asAwsError(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new AwsError('InternalFailure', `The local runtime failed: ${cause}`, 500);
}

export function jsonError(error: AwsError, type: string, service?: string): Answer {
  const query = service === 'sqs' ? `${queryCodes[error.code] ?? error.code};Sender` : undefined;
  return {
    status: error.status,
    headers: {
      ...headersOf(type),
      'x-amzn-errortype': error.code,
      ...(query && { 'x-amzn-query-error': query }),
    },
    body: JSON.stringify({ __type: error.code, message: error.message, ...error.members }),
  };
}

function unknownTarget(target: string): AwsError {
  if (target.includes('.')) return unknownOperation(...(target.split('.', 2) as [string, string]));
  return new AwsError(
    'UnknownOperationException',
    `X-Amz-Target must be SERVICE.OPERATION, not "${target}".`,
  );
}

function headersOf(type: string): Record<string, string> {
  return { 'content-type': type, 'x-amzn-requestid': randomUUID() };
}

import { randomUUID } from 'node:crypto';
import { AwsError } from '../foundation/aws-error.ts';
import type { Answer, Request } from '../foundation/http.ts';
import { checkSize } from '../foundation/request-size.ts';
import type { Caller, CallService } from '../foundation/service.ts';
import type { ServiceDefinition } from '../foundation/service-definition.ts';
import { userIdOf } from '../foundation/user-id.ts';
import { formInput, readForm } from './form-input.ts';
import { asAwsError } from './json-protocol.ts';
import { escaped, xmlOf } from './xml-output.ts';

/** Whether a request is one of the query protocol. */
export function isForm(contentType: string): boolean {
  return contentType.toLowerCase().startsWith('application/x-www-form-urlencoded');
}

/** The query protocol: SNS's, and STS's GetCallerIdentity, which `aws sts get-caller-identity` asks. */
export async function answerQuery(
  request: Request,
  definitions: readonly ServiceDefinition[],
  callService: CallService,
  caller: () => Caller,
): Promise<Answer> {
  try {
    const form = readForm(request.body.toString());
    const [action, version] = [form.get('Action') ?? '', form.get('Version')];
    const definition = definitions.find(
      ({ protocol }) => protocol.kind === 'query' && protocol.version === version,
    );
    const from = caller();
    if (definition?.protocol.kind !== 'query') return identityAnswer(action, version, from);
    checkSize(request.body.length, definition.largestRequestBytes);
    const output = await callService(definition.iamPrefix, action, formInput(form), from);
    const { namespace } = definition.protocol;
    const result = `<${action}Result>${xmlOf(output)}</${action}Result>`;
    const body = `<${action}Response xmlns="${namespace}">${result}<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></${action}Response>`;
    return { status: 200, headers: xml, body };
  } catch (error) {
    return xmlError(asAwsError(error));
  }
}

function identityAnswer(action: string, version: string | null, caller: Caller): Answer {
  if (action === 'GetCallerIdentity') return { status: 200, headers: xml, body: identity(caller) };
  if (version === FORMER_SQS_VERSION)
    throw new AwsError(
      'InvalidAction',
      `${action}: the query protocol of SQS is not supported by the local runtime. SDKs from November 2023 on speak its JSON protocol: take a newer version.`,
    );
  throw new AwsError('InvalidAction', `The action ${action} is not supported by the local runtime.`);
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-json-faqs.html */
const FORMER_SQS_VERSION = '2012-11-05';

const xml = { 'content-type': 'text/xml' };

function identity({ account, roleArn, sessionName = 'local' }: Caller): string {
  const role = roleArn?.split(':role/').at(-1)?.split('/').at(-1);
  const arn =
    role === undefined
      ? `arn:aws:iam::${account}:root`
      : `arn:aws:sts::${account}:assumed-role/${role}/${sessionName}`;
  const userId = role === undefined ? account : userIdOf(arn);
  return `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>${arn}</Arn><UserId>${userId}</UserId><Account>${account}</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></GetCallerIdentityResponse>`;
}

/** An error as the query protocol carries it. */
export function xmlError(error: AwsError): Answer {
  const text = escaped(error.message);
  return {
    status: error.status,
    headers: xml,
    body: `<ErrorResponse><Error><Type>${error.status < 500 ? 'Sender' : 'Receiver'}</Type><Code>${error.code}</Code><Message>${text}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
  };
}

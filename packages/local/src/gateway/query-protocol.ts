import { randomUUID } from 'node:crypto';
import { AwsError } from '../foundation/aws-error.ts';
import type { Answer, Request } from '../foundation/http.ts';
import type { Caller } from '../foundation/service.ts';
import { asAwsError } from './json-protocol.ts';

/** The query protocol, which here only STS's GetCallerIdentity speaks: what `aws sts get-caller-identity` asks. */
export function answerQuery(request: Request, caller: () => Caller): Answer {
  const action = new URLSearchParams(request.body.toString()).get('Action') ?? '';
  try {
    const from = caller();
    if (action === 'GetCallerIdentity') return { status: 200, headers: xml, body: identity(from) };
    throw new AwsError('InvalidAction', `The action ${action} is not supported by the local runtime.`);
  } catch (error) {
    return xmlError(asAwsError(error));
  }
}

const xml = { 'content-type': 'text/xml' };

function identity({ account, roleArn, sessionName = 'local' }: Caller): string {
  const role = roleArn?.split(':role/').at(-1)?.split('/').at(-1);
  const arn =
    role === undefined
      ? `arn:aws:iam::${account}:root`
      : `arn:aws:sts::${account}:assumed-role/${role}/${sessionName}`;
  const userId = role === undefined ? account : `AROALOCAL${role.toUpperCase()}:${sessionName}`;
  return `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>${arn}</Arn><UserId>${userId}</UserId><Account>${account}</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></GetCallerIdentityResponse>`;
}

function xmlError(error: AwsError): Answer {
  const text = error.message.replace(/[<>&]/g, (character) => `&#${character.charCodeAt(0)};`);
  return {
    status: error.status,
    headers: xml,
    body: `<ErrorResponse><Error><Type>Sender</Type><Code>${error.code}</Code><Message>${text}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
  };
}

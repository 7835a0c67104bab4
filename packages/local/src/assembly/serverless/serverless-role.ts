import { errorMessage } from '../../foundation/error-message.ts';
import type { TemplateResource } from '../template-resource.ts';
import { policyOfTemplate } from './policy-templates.ts';
import type { Policy, ServerlessPolicies } from './serverless-properties.ts';

export interface ServerlessRoleOptions {
  /** Of the function or state machine that has it. */
  readonly id: string;
  /** The service that takes it. */
  readonly service: string;
  readonly managed?: readonly string[];
  readonly policies?: ServerlessPolicies | undefined;
  /** What else it may do. */
  readonly statements?: readonly object[];
  /** Of the role, where they are given. */
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** The role that SAM makes where none is given. */
export function serverlessRole(
  role: string,
  { id, service, managed = [], policies = [], statements = [], properties = {} }: ServerlessRoleOptions,
): readonly [string, TemplateResource] {
  const given = [policies].flat().map((policy) => fromTemplate(id, policy));
  const documents = given.filter((policy) => typeof policy !== 'string' && 'Statement' in policy);
  const all = statements.length > 0 ? [...documents, { Statement: statements }] : documents;
  const arns = given.filter((policy) => typeof policy === 'string' || !('Statement' in policy));
  const AssumeRolePolicyDocument = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: [service] }, Action: ['sts:AssumeRole'] }],
  };
  return [
    role,
    {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument,
        ManagedPolicyArns: [...managed, ...arns.map(arnOf)],
        Policies: all.map((document, index) => ({
          PolicyName: `${role}Policy${index}`,
          PolicyDocument: { Version: '2012-10-17', ...Object(document) },
        })),
        ...Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined)),
      },
    },
  ];
}

/** Statements stay, and so does what names a managed policy. */
function fromTemplate(id: string, policy: Policy): Policy {
  if (typeof policy === 'string' || 'Statement' in policy || 'Ref' in policy) return policy;
  if (Object.keys(policy).some((name) => name.startsWith('Fn::'))) return policy;
  try {
    return { ...policyOfTemplate(policy) };
  } catch (error) {
    throw new Error(`${id}: ${errorMessage(error)}`);
  }
}

/** `AWSLambdaBasicExecutionRole`, and not `AWSLambda_FullAccess`. */
const SERVICE_ROLE = /^AWSLambda[A-Za-z]*(Role|Access)$/;

function arnOf(policy: Policy): Policy {
  if (typeof policy !== 'string' || policy.startsWith('arn:')) return policy;
  const path = SERVICE_ROLE.test(policy) ? 'service-role/' : '';
  return `arn:aws:iam::aws:policy/${path}${policy}`;
}

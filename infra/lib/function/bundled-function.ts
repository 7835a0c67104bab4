import { functionTimeoutSeconds } from '@callback-relay/contract/runtime';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  Architecture,
  Function as LambdaFunction,
  Runtime,
  RuntimeFamily,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledgements.ts';
import { bundledCode, type FunctionSource } from './function-bundle.ts';

/** What a team may want otherwise of a function. */
export interface FunctionSettings {
  /** MB of memory. @default 512 for relay and requester, 256 for others */
  readonly memorySize?: number;
  /** How long its logs are kept. @default 3 months where data is protected, else 2 weeks */
  readonly logRetention?: RetentionDays;
  /** Encrypts its variables and its logs. The key's policy must let CloudWatch Logs use it. @default AWS owned keys */
  readonly encryptionKey?: IKey;
}

export interface BundledFunctionProps extends FunctionSource {
  readonly functionName: string;
  readonly description: string;
  readonly timeout: Duration;
  readonly memorySize: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Whether logs stay when the stack goes. */
  readonly dataProtection: boolean;
  /** @default a name that CloudFormation makes up */
  readonly roleName?: string;
  readonly settings?: FunctionSettings | undefined;
}

/** Lambda's runtime, which older releases of CDK have no constant for. */
const runtime = new Runtime('nodejs24.x', RuntimeFamily.NODEJS, { supportsInlineCode: true });

/**
 * A function on Node 24 and arm64 with a role of its own that may write to its own log group, and nothing else yet.
 * The managed policy that CDK would attach allows every log group.
 */
export function bundledFunction(scope: Construct, id: string, props: BundledFunctionProps): LambdaFunction {
  const { settings = {}, dataProtection } = props;
  const role = new Role(scope, `${id}Role`, {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    description: `Runs ${props.functionName}`,
    ...(props.roleName !== undefined && { roleName: props.roleName }),
  });
  const logGroup = new LogGroup(scope, `${id}Logs`, {
    logGroupName: `/aws/lambda/${props.functionName}`,
    retention: settings.logRetention ?? defaultLogRetention(dataProtection),
    removalPolicy: dataProtection ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    ...(settings.encryptionKey !== undefined && { encryptionKey: settings.encryptionKey }),
  });
  logGroup.grantWrite(role);
  const bundled = new LambdaFunction(scope, id, {
    functionName: props.functionName,
    description: props.description,
    runtime,
    architecture: Architecture.ARM_64,
    code: bundledCode(scope, props),
    handler: 'index.handler',
    role,
    logGroup,
    timeout: props.timeout,
    memorySize: settings.memorySize ?? props.memorySize,
    environment: { ...props.environment },
    tracing: Tracing.ACTIVE,
    ...(settings.encryptionKey !== undefined && { environmentEncryption: settings.encryptionKey }),
  });
  acknowledge(role, 'AwsSolutions::AwsSolutions-IAM5[Resource::*]');
  acknowledge(bundled, 'Serverless::Serverless-LambdaDLQ');
  return bundled;
}

/** How long logs are kept where nothing is said. */
export function defaultLogRetention(dataProtection: boolean): RetentionDays {
  return dataProtection ? RetentionDays.THREE_MONTHS : RetentionDays.TWO_WEEKS;
}

/** The timeout of relay and requester, which their own limits are made for. */
export const functionTimeout = Duration.seconds(functionTimeoutSeconds);

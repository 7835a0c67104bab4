import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledgements.ts';
import { checkNameFits } from '../names-fit.ts';
import { isProtected } from '../stage.ts';
import { bundledCode, type FunctionSource } from './function-bundle.ts';

export interface BundledFunctionProps extends FunctionSource {
  readonly stage: string;
  readonly functionName: string;
  readonly description: string;
  readonly timeout: Duration;
  /** MB. */
  readonly memorySize: number;
  readonly environment: Readonly<Record<string, string>>;
  /** @default a name that CloudFormation makes up */
  readonly roleName?: string;
}

/**
 * A function on Node 24 and arm64 with a role of its own that may write to its own log group, and nothing else yet.
 * The managed policy that CDK would attach allows every log group.
 */
export function bundledFunction(scope: Construct, id: string, props: BundledFunctionProps): LambdaFunction {
  for (const name of [props.functionName, props.roleName ?? '']) checkNameFits(scope, name);
  const role = new Role(scope, `${id}Role`, {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    description: `Runs ${props.functionName}`,
    ...(props.roleName !== undefined && { roleName: props.roleName }),
  });
  const logGroup = new LogGroup(scope, `${id}Logs`, {
    logGroupName: `/aws/lambda/${props.functionName}`,
    retention: isProtected(props.stage) ? RetentionDays.THREE_MONTHS : RetentionDays.TWO_WEEKS,
    removalPolicy: isProtected(props.stage) ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  logGroup.grantWrite(role);
  const bundled = new LambdaFunction(scope, id, {
    functionName: props.functionName,
    description: props.description,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    code: bundledCode(props),
    handler: 'index.handler',
    role,
    logGroup,
    timeout: props.timeout,
    memorySize: props.memorySize,
    environment: { ...props.environment },
    tracing: Tracing.ACTIVE,
  });
  acknowledge(role, 'AwsSolutions::AwsSolutions-IAM5[Resource::*]');
  acknowledge(bundled, 'Serverless::Serverless-LambdaDLQ');
  return bundled;
}

/** The default timeout of the functions: each serves a batch of ten, none of which may wait for long. */
export const functionTimeout = Duration.seconds(30);

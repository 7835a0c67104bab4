/** The last part of an ARN: a machine's or an execution's name. */
export const nameInArn = (arn: string): string => arn.slice(arn.lastIndexOf(':') + 1);

export const executionArnOf = (machineArn: string, name: string): string =>
  `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;

export const machineArnOf = (executionArn: string): string =>
  executionArn.replace(':execution:', ':stateMachine:').replace(/:[^:]*$/, '');

import type { Execution } from '../execution/execution.ts';
import { type RedriveSetting, redriveMembers } from '../execution/redrive.ts';
import { byteLength, type JsonObject } from '../json.ts';
import { limits } from '../limits.ts';

/** An event as EventBridge gets it from Step Functions, without the id and version that the bus adds. */
export interface StatusChangeEvent {
  readonly source: 'aws.states';
  readonly 'detail-type': 'Step Functions Execution Status Change';
  readonly account: string;
  readonly region: string;
  /** ISO 8601. */
  readonly time: string;
  readonly resources: readonly string[];
  readonly detail: JsonObject;
}

/** Input or output: left out where it would make the event too long. */
const payloadMembers = (name: 'input' | 'output', text: string | undefined): JsonObject => {
  if (text === undefined) return { [name]: null, [`${name}Details`]: null };
  const included = byteLength(text) <= limits.statusEventBytes;
  return { [name]: included ? text : null, [`${name}Details`]: { included } };
};

/** "Step Functions Execution Status Change", in AWS's shape; dates in milliseconds since the epoch. */
export const statusChangeEvent = (
  execution: Execution,
  { account, region, ...setting }: { account: string; region: string } & RedriveSetting,
): StatusChangeEvent => ({
  source: 'aws.states',
  'detail-type': 'Step Functions Execution Status Change',
  account,
  region,
  time: `${new Date(execution.stoppedAt ?? execution.redrive?.at ?? execution.startedAt).toISOString().slice(0, 19)}Z`,
  resources: [execution.arn],
  detail: {
    executionArn: execution.arn,
    stateMachineArn: execution.machineArn,
    name: execution.name,
    status: execution.status,
    startDate: execution.startedAt,
    stopDate: execution.stoppedAt ?? null,
    ...payloadMembers('input', execution.input),
    ...payloadMembers('output', execution.output),
    stateMachineVersionArn: null,
    stateMachineAliasArn: null,
    redriveDate: execution.redrive?.at ?? null,
    redriveStatusReason: null,
    ...redriveMembers(execution, setting),
    error: execution.error ?? null,
    cause: execution.cause ?? null,
  },
});

import { text } from '../../foundation/requested-action.ts';
import type { Operation } from '../../foundation/service.ts';
import { brokenConstraint } from '../broken-constraint.ts';
import { pageOf } from '../page.ts';
import type { AsynchronousQueue } from './asynchronous.ts';
import type { DeployedFunction } from './deployed-function.ts';
import type { LocalFunction } from './function.ts';
import { checkPayload, type InvokeRequest, type LoggedInvoked } from './invoke.ts';
import { qualifierOf, requireFunction } from './require-function.ts';
import { showConfiguration, showListed } from './show-configuration.ts';

export interface FunctionPorts {
  readonly account: string;
  readonly region: string;
  readonly find: (nameOrArn: string) => DeployedFunction | undefined;
  readonly versionOf: (functionName: string, qualifier: string | undefined) => string;
  readonly all: () => DeployedFunction[];
  readonly run: (deployed: DeployedFunction, request: InvokeRequest) => Promise<LoggedInvoked>;
  readonly replace: (fn: LocalFunction) => void;
  readonly queue: AsynchronousQueue;
}

/** Functions of one answer: https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html */
const MOST_LISTED = 50;

/** Lambda's operations on functions, by the members of its API. `Payload` is JSON text both ways. */
export function functionOperations(ports: FunctionPorts): Readonly<Record<string, Operation>> {
  const require = (input: Record<string, unknown>) => requireFunction(ports, input);
  const concurrencyOf = ({ reservedConcurrency: reserved }: LocalFunction) =>
    reserved === undefined ? {} : { ReservedConcurrentExecutions: reserved };
  const configurationOf = (input: Record<string, unknown>) => {
    const { fn } = require(input);
    const qualifier = qualifierOf(input);
    return showConfiguration(fn, qualifier, ports.versionOf(fn.name, qualifier));
  };
  return {
    Invoke: (input) => invokeOperation(ports, require(input), input),
    ListFunctions: async (input) => {
      const { items, ...marker } = pageOf(ports.all(), input, MOST_LISTED);
      return { Functions: items.map(({ fn }) => showListed(fn)), ...marker };
    },
    GetFunction: async (input) => {
      const { fn } = require(input);
      const reserved = concurrencyOf(fn);
      return {
        Configuration: configurationOf(input),
        Code: { RepositoryType: 'S3', Location: fn.codeDirectory },
        ...(fn.reservedConcurrency !== undefined && { Concurrency: reserved }),
      };
    },
    GetFunctionConfiguration: async (input) => configurationOf(input),
    GetFunctionConcurrency: async (input) => concurrencyOf(require(input).fn),
    PutFunctionConcurrency: async (input) => {
      const reserved = Number(input.ReservedConcurrentExecutions);
      if (!Number.isInteger(reserved) || reserved < 0)
        throw brokenConstraint(
          'reservedConcurrentExecutions',
          reserved,
          'have value greater than or equal to 0',
        );
      const fn = { ...require(input).fn, reservedConcurrency: reserved };
      ports.replace(fn);
      return concurrencyOf(fn);
    },
    DeleteFunctionConcurrency: async (input) => {
      const { reservedConcurrency: _, ...fn } = require(input).fn;
      ports.replace(fn);
    },
  };
}

async function invokeOperation(
  ports: FunctionPorts,
  deployed: DeployedFunction,
  input: Record<string, unknown>,
): Promise<object> {
  const logType = input.LogType ?? 'None';
  if (logType !== 'None' && logType !== 'Tail')
    throw brokenConstraint('logType', logType, 'satisfy enum value set: [None, Tail]');
  const payload = await checkPayload(input.Payload);
  const traceHeader = text(input, 'TraceHeader');
  const qualifier = qualifierOf(input);
  switch (input.InvocationType ?? 'RequestResponse') {
    case 'DryRun':
      return { StatusCode: 204 };
    case 'Event':
      ports.queue.accept(deployed.fn, payload, { traceHeader, qualifier });
      return { StatusCode: 202 };
    case 'RequestResponse': {
      const clientContext = text(input, 'ClientContext');
      const version = ports.versionOf(deployed.fn.name, qualifier);
      const loggedVersion = logType === 'Tail' ? version : undefined;
      const request = { payload, traceHeader, clientContext, qualifier, loggedVersion };
      const invoked = await ports.run(deployed, request);
      return {
        StatusCode: 200,
        ExecutedVersion: version,
        Payload: invoked.payload,
        ...(invoked.functionError && { FunctionError: invoked.functionError }),
        ...(invoked.logResult !== undefined && { LogResult: invoked.logResult }),
      };
    }
    default:
      throw brokenConstraint(
        'invocationType',
        input.InvocationType,
        'satisfy enum value set: [Event, RequestResponse, DryRun]',
      );
  }
}

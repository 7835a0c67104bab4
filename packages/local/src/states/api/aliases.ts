import { AwsError } from '../../foundation/aws-error.ts';
import type { Operations } from '../../foundation/service.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { arnMember, kindOfArn, machineOfQualified } from './arns.ts';
import { optionalString, pageOf, type Request, requiredString, seconds } from './request.ts';
import type { MachineContext } from './states-context.ts';

interface Route {
  readonly stateMachineVersionArn: string;
  /** Percent. */
  readonly weight: number;
}

/** A name for one version of a machine, or for two that share its executions. */
export interface Alias {
  readonly arn: string;
  readonly name: string;
  readonly description?: string;
  readonly routes: readonly Route[];
  readonly createdAt: number;
  readonly updatedAt: number;
}

const invalid = (message: string) => new AwsError('ValidationException', message);

const constraint = (value: Json | string, member: string, rule: string) =>
  invalid(
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${rule}`,
  );

const printed = (routes: readonly Route[]): string =>
  `[${routes.map((route) => `RoutingConfigurationListItem(stateMachineVersionArn=${route.stateMachineVersionArn}, weight=${route.weight})`).join(', ')}]`;

const checkWeights = (routes: readonly Route[]): void => {
  for (const [at, { weight }] of routes.entries()) {
    const member = `routingConfiguration.${at + 1}.member.weight`;
    if (weight > 100) throw constraint(weight, member, 'Member must have value less than or equal to 100');
    if (weight < 0) throw constraint(weight, member, 'Member must have value greater than or equal to 0');
  }
  const weights = routes.map(({ weight }) => weight);
  if (weights.reduce((sum, weight) => sum + weight, 0) !== 100)
    throw invalid(`Sum of routing configuration weights must equal 100. Received: [${weights.join(', ')}]`);
};

const checkRoutes = (routes: readonly Route[]): void => {
  if (routes.length > 2)
    throw constraint(
      printed(routes),
      'routingConfiguration',
      'Member must have length less than or equal to 2',
    );
  if (routes.length === 0)
    throw constraint('[]', 'routingConfiguration', 'Member must have length greater than or equal to 1');
  const arns = routes.map(({ stateMachineVersionArn }) => stateMachineVersionArn);
  const received = `Received: [${arns.join(', ')}]`;
  if (!arns.every((arn) => kindOfArn(arn) === 'qualified' && /:\d+$/.test(arn)))
    throw invalid(`Routing configuration must contain state machine version ARNs. ${received}`);
  if (new Set(arns).size < arns.length)
    throw invalid(`Routing configuration must contain distinct state machine version ARNs. ${received}`);
  checkWeights(routes);
};

const routesOf = ({ store }: MachineContext, request: Request): Route[] => {
  const given = Array.isArray(request.routingConfiguration) ? request.routingConfiguration : [];
  const routes = given.filter(isObject).map((route) => ({
    stateMachineVersionArn: String(route.stateMachineVersionArn),
    weight: Number(route.weight),
  }));
  checkRoutes(routes);
  const versions = store.documents('versions');
  const missing = routes.find(({ stateMachineVersionArn }) => !versions.get(stateMachineVersionArn));
  if (missing)
    throw new AwsError('ResourceNotFound', `Resource not found: '${missing.stateMachineVersionArn}'`);
  return routes;
};

const allAliases = ({ store }: MachineContext) => store.documents<Alias>('aliases');

/** The aliases of a machine, or those that lead to a version. */
export const aliasesOf = (context: MachineContext, arn: string): Alias[] =>
  allAliases(context)
    .values()
    .filter(
      (alias) =>
        machineOfQualified(alias.arn) === arn ||
        alias.routes.some(({ stateMachineVersionArn }) => stateMachineVersionArn === arn),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));

export const aliasOf = (context: MachineContext, arn: string): Alias | undefined =>
  allAliases(context).get(arn);

/** The version that an execution through the alias runs, by the weights; `chance` is in [0, 1). */
export const versionBehind = ({ routes }: Alias, chance: number): string => {
  let left = chance * 100;
  const chosen = routes.find(({ weight }) => {
    left -= weight;
    return left < 0;
  });
  return (chosen ?? routes[0])?.stateMachineVersionArn ?? '';
};

const found = (context: MachineContext, request: Request): Alias => {
  const arn = arnMember(request, 'stateMachineAliasArn', 'qualified');
  const alias = aliasOf(context, arn);
  if (!alias) throw new AwsError('ResourceNotFound', `Request references a resource that does not exist.`);
  return alias;
};

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachineAlias.html */
const NAME = String.raw`^(?=.*[a-zA-Z_\-\.])[a-zA-Z0-9_\-\.]+$`;

/** A number alone is a version. */
const nameOf = (request: Request): string => {
  const name = requiredString(request, 'name', 80);
  if (!new RegExp(NAME).test(name))
    throw constraint(name, 'name', `Member must satisfy regular expression pattern: ${NAME}`);
  return name;
};

const create = (context: MachineContext, request: Request): JsonObject => {
  const name = nameOf(request);
  const routes = routesOf(context, request);
  const description = optionalString(request, 'description', 256);
  const arn = `${machineOfQualified(routes[0]?.stateMachineVersionArn ?? '')}:${name}`;
  const existing = aliasOf(context, arn);
  const same =
    existing?.description === description && JSON.stringify(existing?.routes) === JSON.stringify(routes);
  if (existing && !same) {
    throw new AwsError(
      'ConflictException',
      'Failed to create alias because an alias with the same name and a different routing configuration already exists.',
    );
  }
  const now = context.clock.now();
  const alias: Alias = existing ?? {
    ...{ arn, name, routes, createdAt: now, updatedAt: now },
    ...(description === undefined ? {} : { description }),
  };
  allAliases(context).put(arn, alias);
  return { creationDate: seconds(alias.createdAt), stateMachineAliasArn: arn };
};

const update = (context: MachineContext, request: Request): JsonObject => {
  const alias = found(context, request);
  const description = optionalString(request, 'description', 256);
  const updated: Alias = {
    ...alias,
    ...(description === undefined ? {} : { description }),
    ...(request.routingConfiguration === undefined ? {} : { routes: routesOf(context, request) }),
    updatedAt: context.clock.now(),
  };
  allAliases(context).put(alias.arn, updated);
  return { updateDate: seconds(updated.updatedAt) };
};

const describe = ({ arn, name, description, routes, createdAt, updatedAt }: Alias): JsonObject => ({
  stateMachineAliasArn: arn,
  name,
  ...(description === undefined ? {} : { description }),
  routingConfiguration: routes.map((route) => ({ ...route })),
  creationDate: seconds(createdAt),
  updateDate: seconds(updatedAt),
});

export const aliasOperations = (context: MachineContext) =>
  ({
    CreateStateMachineAlias: async (request) => create(context, request),
    UpdateStateMachineAlias: async (request) => update(context, request),
    DescribeStateMachineAlias: async (request) => describe(found(context, request)),
    async DeleteStateMachineAlias(request) {
      allAliases(context).remove(arnMember(request, 'stateMachineAliasArn', 'qualified'));
      return {};
    },
    async ListStateMachineAliases(request) {
      const arn = arnMember(request, 'stateMachineArn', 'stateMachine', 'qualified');
      const { items, nextToken } = pageOf(request, 'aliases', aliasesOf(context, arn));
      return {
        stateMachineAliases: items.map((alias) => ({
          creationDate: seconds(alias.createdAt),
          stateMachineAliasArn: alias.arn,
        })),
        ...nextToken,
      };
    },
  }) satisfies Operations;

import { createActivity } from '../../src/foundation/activity.ts';
import { createFaults } from '../../src/foundation/faults.ts';
import { createManualClock } from '../../src/foundation/manual-clock.ts';
import type { ServiceDefinition } from '../../src/foundation/service-definition.ts';
import { createServiceRouter } from '../../src/foundation/service-router.ts';
import { definitions, resourceTypes } from '../../src/service-definitions.ts';
import { startServices } from '../../src/services.ts';
import { supportedResources } from '../../src/states/integrations/resource.ts';
import { partiql } from '../../src/tables/tables.ts';
import type { TestFile } from './test-files.ts';

/** One thing that is supported. */
export interface Row {
  /** As it is shown. */
  readonly name: string;
  /** A test that has one of these texts is a test of it. */
  readonly namedBy: readonly string[];
  /** Whether a test is about its service: operations of several services share names. About any by default. */
  readonly isAbout?: (test: TestFile) => boolean;
  readonly notes: readonly string[];
}

export interface Section {
  readonly title: string;
  readonly about: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

/** Everything that the runtime supports, as its own descriptors say. */
export async function supportedSections(): Promise<readonly Section[]> {
  return [
    ...(await operationSections()),
    integrations(),
    {
      title: 'Resource types',
      about: 'Any other type, and any other property, is refused at start by name.',
      columns: ['type', 'properties', 'properties that change nothing on one machine', 'test'],
      rows: types(({ ignored }) => ignored === undefined),
    },
    {
      title: 'Resource types that are ignored',
      about: 'They are listed at start, each with its reason.',
      columns: ['type', 'why nothing is missed', 'test'],
      rows: types(({ ignored }) => ignored !== undefined),
    },
  ];
}

function types(isWanted: (type: (typeof resourceTypes)[string]) => boolean): Row[] {
  return Object.entries(resourceTypes)
    .filter(([, type]) => isWanted(type as (typeof resourceTypes)[string]))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, { properties, withoutEffect = {}, ignored }]) => ({
      name,
      namedBy: [`'${name.replace(/\*$/, '')}`],
      notes:
        ignored === undefined ? [properties.join(', '), Object.keys(withoutEffect).join(', ')] : [ignored],
    }));
}

function integrations(): Section {
  return {
    title: 'Integrations of Step Functions',
    about:
      'Beside these: the ARN of a function or an activity, and `aws-sdk:` with every operation above of dynamodb, sqs, sns, sfn, eventbridge, scheduler and lambda, plain and `.waitForTaskToken`.',
    columns: ['resource', 'test'],
    rows: supportedResources.map((name) => ({ name, namedBy: [`${name}'`, `${name} `], notes: [] })),
  };
}

async function operationSections(): Promise<Section[]> {
  const router = createServiceRouter({ authorize: () => {}, track: (work) => work });
  const running = await startServices({
    environment: { account: '000000000000', region: 'us-east-1', endpoint: 'http://127.0.0.1' },
    answer: async () => ({ status: 503, headers: {}, body: '' }),
    clock: createManualClock({ stopped: true, idle: async () => {} }),
    activity: createActivity(),
    router,
    faults: createFaults().points,
    observers: { line() {}, invoking() {}, invocation() {}, mapping() {}, item() {} },
    partitionKeyOf: () => undefined,
    timeToLiveLagSeconds: 0,
    kept: undefined,
  });
  // DynamoDB and its streams share one name.
  const services = new Map(definitions.toReversed().map((definition) => [definition.iamPrefix, definition]));
  const sections = [...services.values()].flatMap((definition) =>
    operationSection(definition, router.operationsOf),
  );
  await running.stop();
  return sections;
}

/** The names of services in packages of the SDK, where they are other than IAM's. */
const sdkNames: Readonly<Record<string, string>> = {
  events: 'eventbridge',
  logs: 'cloudwatch-logs',
  states: 'sfn',
};

function operationSection(
  { iamPrefix, protocol }: ServiceDefinition,
  operationsOf: (iamPrefix: string) => readonly string[],
): Section[] {
  const operations = operationsOf(iamPrefix).filter((name) => !partiql.includes(name));
  if (operations.length === 0) return [];
  const client = `@aws-sdk/client-${sdkNames[iamPrefix] ?? iamPrefix}'`;
  return [
    {
      title: `Operations of ${iamPrefix}`,
      about: `Protocol: ${{ json: 'AWS JSON', rest: 'REST paths with JSON', query: 'forms in, XML out' }[protocol.kind]}. Any other operation is refused by name.`,
      columns: ['operation', 'test'],
      rows: operations.toSorted().map((name) => ({
        name,
        namedBy: [`${name}Command(`, `'${name}'`, `.${uncapitalized(name)}(`, `${iamPrefix}:${name}`],
        isAbout: ({ file, text }) => text.includes(client) || file.startsWith(`test/${iamPrefix}/`),
        notes: [],
      })),
    },
  ];
}

function uncapitalized(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

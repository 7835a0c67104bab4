import { AwsError } from '../../foundation/aws-error.ts';
import type { Operation } from '../../foundation/service.ts';
import { pageOf } from '../page.ts';
import { type MappingInput, readMappingInput } from './mapping-input.ts';
import { showMapping } from './mapping-shape.ts';
import type { Running } from './running.ts';

export interface MappingPorts {
  /** The function's name, from a name or an ARN. */
  readonly functionName: (nameOrArn: string) => string | undefined;
  readonly all: () => Running[];
  readonly add: (input: Record<string, unknown>) => Promise<Running>;
  readonly change: (entry: Running, input: MappingInput) => Promise<void>;
  readonly remove: (entry: Running) => void;
}

/** Mappings of one answer: https://docs.aws.amazon.com/lambda/latest/api/API_ListEventSourceMappings.html */
const MOST_LISTED = 100;

/** Lambda's operations on event source mappings. */
export function mappingOperations(ports: MappingPorts): Readonly<Record<string, Operation>> {
  const require = (input: Record<string, unknown>): Running => {
    const entry = ports.all().find(({ mapping }) => mapping.uuid === input.UUID);
    if (entry !== undefined) return entry;
    throw new AwsError('ResourceNotFoundException', 'The resource you requested does not exist.', 404);
  };
  const show = ({ mapping, lastResult }: Running, state?: string) => showMapping(mapping, lastResult, state);

  return {
    ListEventSourceMappings: async ({ FunctionName, EventSourceArn, ...paging }) => {
      const named = FunctionName === undefined ? undefined : ports.functionName(String(FunctionName));
      const found = ports
        .all()
        .filter(({ mapping }) => FunctionName === undefined || mapping.functionName === named)
        .filter(({ mapping }) => EventSourceArn === undefined || mapping.sourceArn === EventSourceArn);
      const { items, ...marker } = pageOf(found, paging, MOST_LISTED);
      return { EventSourceMappings: items.map((entry) => show(entry)), ...marker };
    },
    GetEventSourceMapping: async (input) => show(require(input)),
    CreateEventSourceMapping: async (input) => show(await ports.add(input), 'Creating'),
    UpdateEventSourceMapping: async (input) => {
      const entry = require(input);
      const before = entry.mapping.enabled;
      await ports.change(entry, readMappingInput(input));
      const { enabled } = entry.mapping;
      const switched = enabled ? 'Enabling' : 'Disabling';
      return show(entry, before === enabled ? 'Updating' : switched);
    },
    DeleteEventSourceMapping: async (input) => {
      const entry = require(input);
      ports.remove(entry);
      return show(entry, 'Deleting');
    },
  };
}

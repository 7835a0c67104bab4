import type { TableOperation } from '../engine/table-operation.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
const DEFAULT_CAPACITY = 80_000;
const DEFAULT_TABLE_CAPACITY = 40_000;

export const describeLimits: TableOperation<object> = {
  members: {},
  run: () => ({
    AccountMaxReadCapacityUnits: DEFAULT_CAPACITY,
    AccountMaxWriteCapacityUnits: DEFAULT_CAPACITY,
    TableMaxReadCapacityUnits: DEFAULT_TABLE_CAPACITY,
    TableMaxWriteCapacityUnits: DEFAULT_TABLE_CAPACITY,
  }),
};

const ENDPOINT_VALID_MINUTES = 1440;

export const describeEndpoints: TableOperation<object> = {
  members: {},
  run: ({ region }) => ({
    Endpoints: [
      { Address: `dynamodb.${region}.amazonaws.com`, CachePeriodInMinutes: ENDPOINT_VALID_MINUTES },
    ],
  }),
};

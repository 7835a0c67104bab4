import type { TableOperation } from '../engine/table-operation.ts';
import { validationException } from '../errors/table-errors.ts';
import { tableName } from '../requests/members.ts';
import { flag, required, structure, text } from '../requests/shape.ts';

interface TimeToLiveRequest {
  readonly TableName: string;
  readonly TimeToLiveSpecification: { readonly Enabled: boolean; readonly AttributeName: string };
}

export const updateTimeToLive: TableOperation<TimeToLiveRequest> = {
  members: {
    TableName: tableName,
    TimeToLiveSpecification: required(
      structure('TimeToLiveSpecification', {
        Enabled: { ...flag, required: true },
        AttributeName: text({ required: true, min: 1, max: 255 }),
      }),
    ),
  },
  run(engine, { TableName, TimeToLiveSpecification: { Enabled, AttributeName } }) {
    const { timeToLive, ...table } = engine.tables.get(TableName);
    if ((timeToLive !== undefined) === Enabled)
      throw validationException(`TimeToLive is already ${Enabled ? 'enabled' : 'disabled'}`);
    if (timeToLive !== undefined && timeToLive !== AttributeName)
      throw validationException(
        `TimeToLive is active on a different AttributeName: current AttributeName is ${timeToLive}`,
      );
    engine.tables.put(Enabled ? { ...table, timeToLive: AttributeName } : table);
    return { TimeToLiveSpecification: { Enabled, AttributeName } };
  },
};

export const describeTimeToLive: TableOperation<{ readonly TableName: string }> = {
  members: { TableName: tableName },
  run(engine, { TableName }) {
    const { timeToLive } = engine.tables.get(TableName);
    return {
      TimeToLiveDescription: {
        TimeToLiveStatus: timeToLive === undefined ? 'DISABLED' : 'ENABLED',
        ...(timeToLive !== undefined && { AttributeName: timeToLive }),
      },
    };
  },
};

import { AwsError } from '../../foundation/aws-error.ts';
import type { Engine } from '../engine/engine.ts';
import type { TableOperation } from '../engine/table-operation.ts';
import { indexName, tableName } from '../requests/members.ts';
import { integer, oneOf, text } from '../requests/shape.ts';
import type { Insights, Table } from '../schema/table.ts';
import { namedTable } from './table-lifecycle.ts';

interface InsightsRequest {
  readonly TableName: string;
  readonly IndexName?: string;
}

interface UpdateRequest extends InsightsRequest {
  readonly ContributorInsightsAction: 'ENABLE' | 'DISABLE';
  readonly ContributorInsightsMode?: string;
}

const mode = oneOf('ACCESSED_AND_THROTTLED_KEYS', 'THROTTLED_KEYS');
const DEFAULT_MODE = 'ACCESSED_AND_THROTTLED_KEYS';

/** The setting is kept; nothing collects what it asks for. */
export const updateContributorInsights: TableOperation<UpdateRequest> = {
  members: {
    TableName: tableName,
    IndexName: indexName,
    ContributorInsightsAction: { ...oneOf('ENABLE', 'DISABLE'), required: true },
    ContributorInsightsMode: mode,
  },
  run(engine, request) {
    const table = tableOf(engine, request);
    const {
      IndexName = '',
      ContributorInsightsAction: action,
      ContributorInsightsMode = DEFAULT_MODE,
    } = request;
    const insights: Insights = {
      enabled: action === 'ENABLE',
      mode: ContributorInsightsMode,
      at: engine.now(),
    };
    engine.tables.put({ ...table, insights: { ...table.insights, [IndexName]: insights } });
    return { ...summary(table, IndexName, insights), ContributorInsightsStatus: `${action.slice(0, -1)}ING` };
  },
};

export const describeContributorInsights: TableOperation<InsightsRequest> = {
  members: { TableName: tableName, IndexName: indexName },
  run(engine, request) {
    const table = tableOf(engine, request);
    const { IndexName = '' } = request;
    const insights = table.insights?.[IndexName];
    return {
      ...summary(table, IndexName, insights),
      ...(insights && { LastUpdateDateTime: insights.at / 1000 }),
    };
  },
};

const MOST_SUMMARIES = 100;

interface ListRequest {
  readonly TableName?: string;
  readonly NextToken?: string;
  readonly MaxResults?: number;
}

export const listContributorInsights: TableOperation<ListRequest> = {
  members: {
    TableName: text({ min: 1, max: 1024 }),
    NextToken: text(),
    MaxResults: integer({ max: MOST_SUMMARIES }),
  },
  run(engine, { TableName, NextToken = '', MaxResults = 0 }) {
    const tables = TableName === undefined ? engine.tables.all() : [namedTable(engine, { TableName })];
    const all = tables.flatMap((table) =>
      Object.entries(table.insights ?? {}).map(([index, insights]) => ({
        token: `${table.name}/${index}`,
        summary: summary(table, index, insights),
      })),
    );
    const left = all
      .filter(({ token }) => token > NextToken)
      .sort((one, other) => (one.token < other.token ? -1 : 1));
    const page = left.slice(0, MaxResults > 0 ? MaxResults : MOST_SUMMARIES);
    return {
      ContributorInsightsSummaries: page.map((entry) => entry.summary),
      ...(left.length > page.length && { NextToken: page.at(-1)?.token }),
    };
  },
};

/** @throws AwsError ResourceNotFoundException */
function tableOf(engine: Engine, { TableName, IndexName }: InsightsRequest): Table {
  const table = namedTable(engine, { TableName });
  if (IndexName === undefined || table.indexes.some(({ name, global }) => global && name === IndexName))
    return table;
  throw new AwsError(
    'ResourceNotFoundException',
    `Requested resource not found: Table: ${TableName} Index: ${IndexName} not found`,
  );
}

function summary({ name }: Table, index: string, insights: Insights | undefined): Record<string, unknown> {
  return {
    TableName: name,
    ...(index !== '' && { IndexName: index }),
    ContributorInsightsStatus: insights?.enabled ? 'ENABLED' : 'DISABLED',
    ...(insights && { ContributorInsightsMode: insights.mode }),
  };
}

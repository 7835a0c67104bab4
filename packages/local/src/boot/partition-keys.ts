import type { Assembly } from '../assembly/assembly.ts';
import { tableProperties } from '../tables/resource-properties.ts';
import { resourcesOf } from './deploy.ts';

/** Finds the partition key of a table of the app, or of one of its indexes. */
export function partitionKeys(assembly: Assembly): (tableArn: string, index?: string) => string | undefined {
  const tables = resourcesOf(assembly)('AWS::DynamoDB::Table', tableProperties);
  return (tableArn, index) => {
    const table = tables.find(({ arn }) => arn === tableArn)?.properties;
    const indexes = [...(table?.GlobalSecondaryIndexes ?? []), ...(table?.LocalSecondaryIndexes ?? [])];
    const keyed = index === undefined ? table : indexes.find(({ IndexName }) => IndexName === index);
    return keyed?.KeySchema.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName;
  };
}

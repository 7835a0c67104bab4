import type { Assembly } from '../assembly/assembly.ts';

interface Keyed {
  readonly IndexName?: string;
  readonly KeySchema: readonly { readonly AttributeName: string; readonly KeyType: string }[];
}

/** Finds the partition key of a table of the app, or of one of its indexes. */
export function partitionKeys(assembly: Assembly): (tableArn: string, index?: string) => string | undefined {
  return (tableArn, index) => {
    const table = assembly.resources.find(
      ({ type, arn }) => type === 'AWS::DynamoDB::Table' && arn === tableArn,
    );
    const properties = table?.properties as (Keyed & Record<string, Keyed[] | undefined>) | undefined;
    const indexes = [
      ...(properties?.GlobalSecondaryIndexes ?? []),
      ...(properties?.LocalSecondaryIndexes ?? []),
    ];
    const keyed = index === undefined ? properties : indexes.find(({ IndexName }) => IndexName === index);
    return keyed?.KeySchema.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName;
  };
}

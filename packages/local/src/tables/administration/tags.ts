import { AwsError } from '../../foundation/aws-error.ts';
import type { Engine } from '../engine/engine.ts';
import type { TableOperation } from '../engine/table-operation.ts';
import { validationException } from '../errors/table-errors.ts';
import { listOf, required, text } from '../requests/shape.ts';
import type { Table, Tag } from '../schema/table.ts';
import { tags } from './table-members.ts';

interface TagRequest {
  readonly ResourceArn: string;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Tagging.html */
const MOST_TAGS = 50;

const ResourceArn = text({ required: true, min: 1, max: 1283 });

export const tagResource: TableOperation<TagRequest & { readonly Tags: readonly Tag[] }> = {
  members: { ResourceArn, Tags: required(tags) },
  run(engine, { ResourceArn: arn, Tags }) {
    const table = tableOf(engine, arn, 'TagResource');
    if (Tags.length === 0) throw validationException('Atleast one Tag needs to be provided as Input.');
    const keys = new Set(Tags.map(({ Key }) => Key));
    const all = [...table.tags.filter(({ Key }) => !keys.has(Key)), ...Tags];
    if (all.length > MOST_TAGS)
      throw new AwsError('LimitExceededException', `The number of tags exceeds the limit of ${MOST_TAGS}`);
    engine.tables.put({ ...table, tags: all });
    return {};
  },
};

export const untagResource: TableOperation<TagRequest & { readonly TagKeys: readonly string[] }> = {
  members: { ResourceArn, TagKeys: listOf(text({ min: 1, max: 128 }), { required: true }) },
  run(engine, { ResourceArn: arn, TagKeys }) {
    const table = tableOf(engine, arn, 'UntagResource');
    if (TagKeys.length === 0) throw validationException('Atleast one Tag Key needs to be provided as Input.');
    engine.tables.put({ ...table, tags: table.tags.filter(({ Key }) => !TagKeys.includes(Key)) });
    return {};
  },
};

export const listTagsOfResource: TableOperation<TagRequest> = {
  members: { ResourceArn, NextToken: text() },
  run: (engine, { ResourceArn: arn }) => ({ Tags: tableOf(engine, arn, 'ListTagsOfResource').tags }),
};

/** A table that is not there, or not ours, is not ours to touch. */
function tableOf(engine: Engine, arn: string, operation: string): Table {
  if (!/^arn:[\w-]+:dynamodb:[\w-]*:\d{12}:table\/[\w.-]{3,255}$/.test(arn))
    throw validationException(`Invalid TableArn: Invalid ResourceArn provided as input ${arn}`);
  const table = engine.tables.find(arn.split('/')[1] ?? '');
  if (table?.arn === arn) return table;
  throw new AwsError(
    'AccessDeniedException',
    `User: arn:aws:iam::${engine.account}:root is not authorized to perform: dynamodb:${operation} on resource: ${arn} ` +
      'because no identity-based policy allows the ' +
      `dynamodb:${operation} action`,
  );
}

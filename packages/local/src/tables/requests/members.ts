import { flag, listOf, type Members, mapOf, oneOf, structure, text, value } from './shape.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-naming-rules */
export const NAME_PATTERN = '[a-zA-Z0-9_.-]+';

export const tableName = text({ required: true, min: 1, max: 255, pattern: NAME_PATTERN });
export const indexName = text({ min: 3, max: 255, pattern: NAME_PATTERN });

/** A key or an item. */
export const attributesMember = mapOf(value, { required: true });

export const capacity: Members = { ReturnConsumedCapacity: oneOf('INDEXES', 'TOTAL', 'NONE') };
export const metrics: Members = { ReturnItemCollectionMetrics: oneOf('SIZE', 'NONE') };
export const returnValues: Members = {
  ReturnValues: oneOf('ALL_NEW', 'UPDATED_OLD', 'ALL_OLD', 'NONE', 'UPDATED_NEW'),
};
export const onFailure: Members = { ReturnValuesOnConditionCheckFailure: oneOf('ALL_OLD', 'NONE') };
export const conditionalOperator: Members = { ConditionalOperator: oneOf('OR', 'AND') };

export const names: Members = { ExpressionAttributeNames: mapOf(text()) };
export const namesAndValues: Members = { ...names, ExpressionAttributeValues: mapOf(value) };

export const attributesToGet: Members = { AttributesToGet: listOf(text(), { min: 1, max: 255 }) };

const comparisonOperators = [
  ...['IN', 'NULL', 'BETWEEN', 'LT', 'NOT_CONTAINS', 'EQ', 'GT', 'NOT_NULL', 'NE', 'LE', 'BEGINS_WITH', 'GE'],
  'CONTAINS',
];

export const expected: Members = {
  Expected: mapOf(
    structure('ExpectedAttributeValue', {
      Value: value,
      Exists: flag,
      ComparisonOperator: oneOf(...comparisonOperators),
      AttributeValueList: listOf(value),
    }),
  ),
  ...conditionalOperator,
};

export const legacyConditions = mapOf(
  structure('Condition', {
    AttributeValueList: listOf(value),
    ComparisonOperator: text({ required: true, oneOf: comparisonOperators }),
  }),
);

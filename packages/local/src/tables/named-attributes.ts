import { kept } from '../foundation/kept.ts';
import { type Input, text } from '../foundation/requested-action.ts';
import { asObject } from './malformed.ts';

const EXPRESSIONS = [
  'ProjectionExpression',
  'UpdateExpression',
  'ConditionExpression',
  'FilterExpression',
  'KeyConditionExpression',
] as const;

/** Words of DynamoDB's expressions that name no attribute. */
const WORDS: ReadonlySet<string> = new Set([
  'AND',
  'OR',
  'NOT',
  'BETWEEN',
  'IN',
  'SET',
  'REMOVE',
  'ADD',
  'DELETE',
]);

/** The top-level attributes that a request names, in keys, items, expressions and the older members: `dynamodb:Attributes`. */
export function namedAttributes(input: Input): string[] {
  const names = asObject(input.ExpressionAttributeNames) as Readonly<Record<string, string>>;
  const inExpressions = EXPRESSIONS.flatMap((member) => attributesOf(text(input, member) ?? '', names));
  const inMaps = [
    'Key',
    'Item',
    'AttributeUpdates',
    'Expected',
    'KeyConditions',
    'QueryFilter',
    'ScanFilter',
  ].flatMap((member) => Object.keys(asObject(input[member])));
  const inLists = Array.isArray(input.AttributesToGet) ? (input.AttributesToGet as string[]) : [];
  return [...new Set([...inMaps, ...inLists, ...inExpressions])];
}

function attributesOf(expression: string, names: Readonly<Record<string, string>>): string[] {
  return headsOf(expression).map((name) => (name.startsWith('#') ? (names[name] ?? name) : name));
}

/** The first parts of paths; what follows a dot, a colon (a value) or stands before a bracket (a function) is none. */
const headsOf = kept((expression) =>
  [...expression.matchAll(/(?<![\w.:#])(#?[A-Za-z_]\w*)(?!\w|\s*\()/g)]
    .map(([, name = '']) => name)
    .filter((name) => !WORDS.has(name.toUpperCase())),
);

import { type Input, text } from '../foundation/requested-action.ts';

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
  const names = (input.ExpressionAttributeNames ?? {}) as Readonly<Record<string, string>>;
  const inExpressions = EXPRESSIONS.flatMap((member) => attributesOf(text(input, member) ?? '', names));
  const inMaps = [
    'Key',
    'Item',
    'AttributeUpdates',
    'Expected',
    'KeyConditions',
    'QueryFilter',
    'ScanFilter',
  ].flatMap((member) => Object.keys((input[member] ?? {}) as object));
  const inLists = (input.AttributesToGet ?? []) as readonly string[];
  return [...new Set([...inMaps, ...inLists, ...inExpressions])];
}

function attributesOf(expression: string, names: Readonly<Record<string, string>>): string[] {
  // A path's first part; what follows a dot, a colon (a value) or stands before a bracket (a function) is none.
  const found = expression.matchAll(/(?<![\w.:#])(#?[A-Za-z_]\w*)(?!\w|\s*\()/g);
  return [...found]
    .map(([, name = '']) => (name.startsWith('#') ? (names[name] ?? name) : name))
    .filter((name) => !WORDS.has(name.toUpperCase()));
}

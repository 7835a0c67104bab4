import type { Stage } from './stage.ts';

/** The name of the app's one table. */
export function callbacksTableOf({ local }: Stage): string {
  const table = local.resources.find(({ type }) => type === 'AWS::DynamoDB::Table');
  if (table === undefined) throw new Error('the app has no table');
  return table.name;
}

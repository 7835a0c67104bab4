import type { RunningApp } from './running-app.ts';

/** The name of the app's one table. */
export function callbacksTableOf({ local }: RunningApp): string {
  const table = local.resources.find(({ type }) => type === 'AWS::DynamoDB::Table');
  if (table === undefined) throw new Error('the app has no table');
  return table.name;
}

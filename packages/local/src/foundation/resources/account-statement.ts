import type { OneOrMore, PolicyStatement } from './policy-document.ts';

/** The statement by which AddPermission lets accounts call actions of a resource, under its label. */
export function accountStatement(
  Sid: string,
  accounts: readonly string[],
  actions: readonly string[],
  Resource: string,
): PolicyStatement {
  const AWS = sole(accounts.map((account) => `arn:aws:iam::${account}:root`));
  return { Sid, Effect: 'Allow', Principal: { AWS }, Action: sole(actions), Resource };
}

/** A list of one is written as what is in it (recorded). */
function sole(values: readonly string[]): OneOrMore {
  const [only] = values;
  return values.length === 1 && only !== undefined ? only : values;
}

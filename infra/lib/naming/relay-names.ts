import { type NamingScheme, namesBy, type RelayNames, standardNaming } from '@callback-relay/contract/names';
import type { IConstruct } from 'constructs';
import { checkName, checkNamingScheme } from './naming-checks.ts';

/** @throws Error when the scheme gives one name twice, or one that AWS refuses. */
export function relayNames(
  scope: IConstruct,
  stage: string,
  naming: NamingScheme = standardNaming,
): RelayNames {
  const names = namesBy(stage, (resource) => checkName(scope, resource, naming(resource)));
  checkNamingScheme(scope, names);
  return names;
}

import type { ServiceDefinition } from '../foundation/service-definition.ts';

/** What policies may speak of here. */
export interface PolicyVocabulary {
  /** The services whose requests are authorized, as in IAM actions; a statement about others never applies. */
  readonly services: ReadonlySet<string>;
  /**
   * The condition keys, in small letters, that a request has a value for whenever AWS's would. Any other key is
   * refused, because leaving it out would read as «the request has no such key».
   */
  readonly conditionKeys: ReadonlySet<string>;
}

/** Those that every request has. */
const GLOBAL_KEYS = [
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principaltype',
  'aws:principalisawsservice',
  'aws:principalservicename',
  'aws:requestedregion',
  'aws:resourceaccount',
  'aws:securetransport',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:userid',
  // No role has one, and all callers whose requests are authorized are roles or services.
  'aws:username',
  'iam:passedtoservice',
  'aws:viaawsservice',
];

export function vocabularyOf(
  definitions: readonly Pick<ServiceDefinition, 'iamPrefix' | 'conditionKeys'>[],
): PolicyVocabulary {
  return {
    services: new Set(definitions.map(({ iamPrefix }) => iamPrefix)),
    conditionKeys: new Set([...GLOBAL_KEYS, ...definitions.flatMap(({ conditionKeys }) => conditionKeys)]),
  };
}

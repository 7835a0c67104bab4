/** The services whose requests are authorized here; a statement about others never applies. */
export const SUPPORTED_SERVICES: ReadonlySet<string> = new Set([
  'sqs',
  'dynamodb',
  'events',
  'states',
  'lambda',
]);

/**
 * The condition keys that a request has a value for whenever AWS's would, in small letters. Any other key is
 * refused, for leaving it out would read as «the request has no such key».
 */
const EVALUABLE_KEYS: ReadonlySet<string> = new Set([
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
  'aws:viaawsservice',
  'dynamodb:attributes',
  'dynamodb:leadingkeys',
  'dynamodb:returnvalues',
  'dynamodb:select',
  'events:detail-type',
  'events:eventbusinvocation',
  'events:source',
]);

export function isEvaluableKey(key: string): boolean {
  return EVALUABLE_KEYS.has(key.toLowerCase());
}

/**
 * Every reason for which Callback Relay refuses something: the codes that errors, verdict events and logs
 * carry. `docs/contract.md` has an entry for each.
 */
export const codes = {
  'not-json': 'the text is not JSON',
  'unsupported-version': 'the message is of a version that this reader does not serve',
  'contract-broken': 'the message breaks the schema of its kind',
  'token-shaped-field': 'the message carries a field named like a task token, which must stay secret',
  'unknown-detail-type': 'the contract has no event of this detail-type',
  'correlation-id-missing': 'the message has no correlation ID, so no callback can be answered',
  'correlation-id-malformed':
    'a correlation ID is a namespace, a colon and a key of 1 to 200 of A-Z, a-z, 0-9 and . _ / @ + = ~ -, as orders:order-1234/payment',
  'output-too-large': 'the output is over the bytes that Step Functions accepts',
  'payload-too-large': 'the payload is over the bytes that a request may carry',
  'progress-too-large': 'the progress is over the bytes that a heartbeat may carry',
  'json-too-deep': 'the JSON nests deeper than readers can be trusted with',
  'callback-already-open': 'another task waits under this business key',
  'source-not-allowed': 'the callback names the sources that may answer, and this one is not among them',
  'account-not-allowed': 'the callback names the accounts that may answer, and this one is not among them',
  'payload-rejected': "the payload breaks the worker's schema",
  'output-rejected': "the output breaks the worker's own schema",
  'idempotency-key-reused':
    'the idempotency key came before with another payload, so what came of that must not answer this',
  'heartbeat-stale': 'the heartbeat waited for the quota until a later one stood for it',
  'configuration-missing': 'an environment variable that the function needs is missing or malformed',
  'publish-failed': 'the result is not on the event bus',
} as const;

export type Code = keyof typeof codes;

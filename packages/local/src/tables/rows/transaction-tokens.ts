import { textIn } from '../../foundation/data/columns.ts';
import type { Store } from '../../foundation/data/store.ts';

/** The client tokens of transactions, for as long as DynamoDB knows them. */
export interface TransactionTokens {
  /** The digest that came with the token first. */
  find(token: string, now: number): string | undefined;
  put(token: string, digest: string, now: number): void;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
const VALID_MILLISECONDS = 600_000;

export function openTransactionTokens(store: Store): TransactionTokens {
  store.define(`
    CREATE TABLE IF NOT EXISTS transaction_tokens (
      token TEXT PRIMARY KEY, digest TEXT NOT NULL, at REAL NOT NULL,
      checksum INTEGER NOT NULL CHECK (checksum = checksum_of(token, digest, at))
    ) WITHOUT ROWID
  `);
  const find = store.prepare('SELECT digest FROM transaction_tokens WHERE token = ? AND at > ?');
  const put = store.prepare(
    'INSERT OR REPLACE INTO transaction_tokens VALUES (?1, ?2, ?3, checksum_of(?1, ?2, ?3))',
  );
  const forget = store.prepare('DELETE FROM transaction_tokens WHERE at <= ?');
  return {
    find: (token, now) => textIn(find.get(token, now - VALID_MILLISECONDS), 'digest'),
    put(token, digest, now) {
      store.write(() => {
        forget.run(now - VALID_MILLISECONDS);
        put.run(token, digest, now);
      });
    },
  };
}

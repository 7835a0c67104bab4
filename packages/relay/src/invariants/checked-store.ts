import {
  type BrokenInvariant,
  brokenRule,
  type CallbackRow,
  type CallbackStore,
  type Claim,
  mayAnswer,
  type Parking,
  type SettlingRow,
  type WaitingRow,
} from '@callback-relay/callbacks-table';
import { type Reporter, refuse } from './invariant-error.ts';

/**
 * The store, with the rules of the row looked at before each write and in each row that comes back: so nothing is
 * written that breaks one, and nothing is sent on the word of a row that does.
 */
export function checkedStore(store: CallbackStore, report: Reporter): CallbackStore {
  const checkRow = (row: CallbackRow | undefined) =>
    row && refuse(report, about(row.correlationId, brokenRule(row)));
  const checkParking = (parking: Parking) =>
    refuse(report, about(parking.correlationId, brokenParking(parking)));
  return {
    async claim(claim) {
      const answer = await store.claim(claim);
      if (!answer.claimed) checkRow(answer.row);
      else refuse(report, about(claim.correlationId, brokenClaim(answer.before, claim)));
      return answer;
    },
    async read(correlationId) {
      const row = await store.read(correlationId);
      checkRow(row);
      return row;
    },
    async park(parking) {
      checkParking(parking);
      return store.park(parking);
    },
    async parkBeside(parking) {
      checkParking(parking);
      return store.parkBeside(parking);
    },
    async closeAll(rows) {
      // A row that would break a rule stays as it is, and keeps no other from being closed.
      const broken = rows.flatMap((row) => about(row.correlationId, brokenRule(row)) ?? []);
      for (const each of broken) report(each);
      const left = broken.map(({ correlationId }) => correlationId);
      const whole = rows.filter(({ correlationId }) => !left.includes(correlationId));
      return [...left, ...(whole.length === 0 ? [] : await store.closeAll(whole))];
    },
    unclaim: (unclaiming) => store.unclaim(unclaiming),
    close: (closing) => store.close(closing),
    markUnsent: (claim) => store.markUnsent(claim),
    withdraw: (claim) => store.withdraw(claim),
    remember: (memory) => store.remember(memory),
    allowSources: (allowance) => store.allowSources(allowance),
    callbacksOf: (execution, cursor) => store.callbacksOf(execution, cursor),
    cancel: (cancellation) => store.cancel(cancellation),
    newestAttempt: (chainKey) => store.newestAttempt(chainKey),
    async recordProgress(progress) {
      const answer = await store.recordProgress(progress);
      checkRow(answer.recorded ? answer.before : answer.row);
      return answer;
    },
  };
}

/** Of a claim that the table took, and the row as it was before. */
function brokenClaim(row: WaitingRow | SettlingRow, claim: Claim): BrokenInvariant | undefined {
  const broken = brokenRule(row);
  if (broken !== undefined) return broken;
  if (!mayAnswer(row, claim)) return { promise: 8, rule: 'only who may answer has a claim' };
  const isAnothers =
    row.state === 'settling' &&
    (row.answeredBy !== claim.eventId || row.answers[claim.eventId]?.fingerprint !== claim.fingerprint);
  return isAnothers ? { promise: 2, rule: 'a claimed callback is claimed by no other result' } : undefined;
}

function brokenParking({ result, expiresAt }: Parking): BrokenInvariant | undefined {
  if (!(result.until >= result.parkedAt))
    return { promise: 3, rule: 'a parked result has a time until which it waits' };
  if (expiresAt * 1000 < result.until) return { promise: 1, rule: 'a row outlives what is parked on it' };
  return undefined;
}

function about<Id extends string>(correlationId: Id, broken: BrokenInvariant | undefined) {
  return broken && { ...broken, correlationId };
}

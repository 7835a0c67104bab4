import { answerTo, isOpen, type ModelRow, presumedBy } from './model-row.ts';
import { isClaimable, isSettlingBy } from './row-writes.ts';

/** What `decide` of the specification may come to. */
export type Act =
  | { readonly act: 'claim' | 'park' | 'park-beside' | 'unclaim' | 'later' }
  | { readonly act: 'judge'; readonly verdict: string; readonly remember: boolean };

export interface Result {
  readonly event: string;
  readonly says: string;
  readonly sender: string;
  readonly mayAnswer: boolean;
}

/**
 * What a result may mean for the row as it is. Several acts, where that depends on what a row does not show: whether the
 * event breaks the contract, whether a parked time is up, whether a presumption can still be corrected, and what a row
 * has room for.
 */
export function acts(row: ModelRow, result: Result): readonly Act[] {
  return [...actsOnGood(row, result), ...actsOnBroken(row, result)];
}

function actsOnGood(row: ModelRow, result: Result): readonly Act[] {
  const { event, says, mayAnswer } = result;
  const isItsClaim = isSettlingBy(row, event) && row.answers[event]?.says === says;
  if (row.state === 'none') return [{ act: 'park' }];
  if (isSettlingBy(row, event) && !isItsClaim) return [judge('conflicting', false), { act: 'later' }];
  if (answerTo(row, event) !== 'none' && !isItsClaim) return again(row, result);
  if (row.state === 'parked') return actsOnParked(row, result);
  if (!mayAnswer) return [judge('forbidden', false)];
  if (row.state === 'waiting' || isItsClaim) return [{ act: 'claim' }];
  const business = row.opening?.business === true;
  if (row.state === 'cancelled') return [judge('cancelled', business)];
  return [judge(compare(row.answers[row.answeredBy]?.says, says), business)];
}

function again(row: ModelRow, { event, says }: Result): readonly Act[] {
  if (row.answers[event]?.says !== says) return [judge('conflicting', false), { act: 'later' }];
  const known = judge(answerTo(row, event), false);
  return presumedBy(row, event) === 'none' ? [known] : [known, { act: 'later' }];
}

function actsOnParked(row: ModelRow, { event, says, sender }: Result): readonly Act[] {
  const place = Object.hasOwn(row.parked, sender) ? row.parked[sender] : undefined;
  // Without room for its body it waits in the queue alone, at the end of its time as unclaimed.
  if (place === undefined) return [{ act: 'park-beside' }, { act: 'later' }, judge('unclaimed', true)];
  if (place.event === event)
    // Another content is not remembered: under this event ID the row must go on to take what is parked.
    return [{ act: 'unclaim' }, place.says === says ? { act: 'later' } : judge('conflicting', false)];
  return [{ act: 'unclaim' }, judge(compare(place.says, says), true)];
}

/** `decideBroken`: its own verdict wherever it comes, unless it has a task to fail. */
function actsOnBroken(row: ModelRow, { event, says, sender, mayAnswer }: Result): readonly Act[] {
  const own = (remember: boolean) => [judge('invalid', remember), judge('too-large', remember)];
  if (row.state === 'none') return [{ act: 'park' }];
  const isKnown = answerTo(row, event) !== 'none';
  if (row.state !== 'parked') {
    if (isOpen(row) && mayAnswer && isClaimable(row, event, says)) return [{ act: 'claim' }];
    return own(row.opening?.business === true && mayAnswer && !isKnown && !isSettlingBy(row, event));
  }
  if (isKnown) return own(false);
  const place = Object.hasOwn(row.parked, sender) ? row.parked[sender] : undefined;
  if (place === undefined) return [{ act: 'park-beside' }, ...own(true)];
  return [{ act: 'unclaim' }, ...own(place.event !== event)];
}

function compare(first: string | undefined, says: string): string {
  return first === says ? 'duplicate' : 'conflicting';
}

function judge(verdict: string, remember: boolean): Act {
  return { act: 'judge', verdict, remember };
}

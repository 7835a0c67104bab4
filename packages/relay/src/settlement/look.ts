import type { CallbackRow } from '@callback-relay/callbacks-table';
import type { ResultMessage } from '../message/message.ts';
import type { Turn } from './turn.ts';

/** A result, and the row that was found when its claim was refused. */
export interface Look {
  readonly result: ResultMessage;
  readonly row: CallbackRow | undefined;
  readonly turn: Turn;
}

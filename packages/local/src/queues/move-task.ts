import type { Queue } from './queue.ts';

/** A redrive, and how far it is. */
export interface MoveTask extends Omit<KeptMoveTask, 'sourceArn'> {
  readonly source: Queue;
}

/** The same as the store has it. */
export interface KeptMoveTask {
  readonly handle: string;
  readonly sourceArn: string;
  /** None where each message goes back to the queue that it came from. */
  readonly destinationArn?: string;
  readonly perSecond?: number;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly toMove: number;
  moved: number;
  status: 'RUNNING' | 'COMPLETED' | 'CANCELLING' | 'CANCELLED' | 'FAILED';
  failureReason?: string;
}

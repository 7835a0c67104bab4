import { limits } from '@callback-relay/contract';
import type { Outcome } from '../services/execution.ts';
import type { Answer, Deed, MeddlingKind } from './deed.ts';

/** The answer of a deed, the `run`th time that its work is done. */
export function answerOfRun(deed: Deed, run: number): Answer {
  return deed.isFickle && run > 1 ? { ...deed.answer, text: `${deed.answer.text}, run ${run}` } : deed.answer;
}

/** How an answer reads as an outcome of a task. */
export function outcomeOfAnswer(answer: Answer): Outcome {
  return answer.kind === 'success'
    ? { kind: 'success', output: JSON.stringify(answer.text) }
    : { kind: 'failure', error: 'WorkFailed', cause: answer.text };
}

/**
 * What somebody who holds the deed's token says when he meddles; undefined when it takes a bus or a forged name to
 * do it.
 */
export function meddlingOutcome(kind: MeddlingKind, deed: Deed): Outcome | undefined {
  switch (kind) {
    case 'again':
      return outcomeOfAnswer(deed.answer);
    case 'contradiction':
      return outcomeOfAnswer({ kind: 'success', text: `contradiction of ${deed.number}` });
    case 'too-large':
      return { kind: 'success', output: JSON.stringify('x'.repeat(limits.outputBytes)) };
    default:
      return undefined;
  }
}

import { limits } from '@callback-relay/contract';
import type { Outcome } from '../services/execution.ts';
import type { Answer, InterferenceKind, WorkItem } from './work-item.ts';

/** The answer of a workItem, the `run`th time that its work is done. */
export function answerOfRun(workItem: WorkItem, run: number): Answer {
  return workItem.isNondeterministic && run > 1
    ? { ...workItem.answer, text: `${workItem.answer.text}, run ${run}` }
    : workItem.answer;
}

/** How an answer reads as an outcome of a task. */
export function outcomeOfAnswer(answer: Answer): Outcome {
  return answer.kind === 'success'
    ? { kind: 'success', output: JSON.stringify(answer.text) }
    : { kind: 'failure', error: 'WorkFailed', cause: answer.text };
}

/**
 * What a holder of the workItem's token says when he interferes; undefined when it takes a bus or a forged name to
 * do it.
 */
export function interferingOutcome(kind: InterferenceKind, workItem: WorkItem): Outcome | undefined {
  switch (kind) {
    case 'again':
      return outcomeOfAnswer(workItem.answer);
    case 'contradiction':
      return outcomeOfAnswer({ kind: 'success', text: `contradiction of ${workItem.number}` });
    case 'too-large':
      return { kind: 'success', output: JSON.stringify('x'.repeat(limits.outputBytes)) };
    default:
      return undefined;
  }
}

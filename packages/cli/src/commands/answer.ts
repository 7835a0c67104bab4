import {
  type Answered,
  allowSource,
  answerByHand,
  type HandAnswer,
  OperatorError,
} from '@callback-relay/operator';
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { plain } from '../output/paint.ts';
import { required } from './waits.ts';

export interface AnswerOptions {
  readonly why?: string;
  readonly yes?: boolean;
}

export function answerOptions(command: Command): Command {
  return command
    .option(
      '--why <reason>',
      'why, in a few words: it stands in the event, on the row and in the verdict (required)',
    )
    .option('--yes', 'do not ask for confirmation');
}

/** Answers once confirmed. A verdict that is not `delivered` fails the command. */
export async function runAnswer(
  context: Context,
  correlationId: string,
  answer: HandAnswer,
  options: AnswerOptions,
): Promise<void> {
  const why = reasonOf(options);
  await confirmed(context, `${verbs[answer.kind]} ${correlationId} (${context.stage.name})?`, options);
  const answered = await answerByHand(context.stage, correlationId, answer, why);
  context.print.result(answered, sentence(answered));
  if (answered.verdict !== undefined && answered.verdict !== 'delivered')
    throw new OperatorError(
      'not-waiting',
      `The answer was not delivered: ${answered.verdict}. docs/verdicts.md says what that means.`,
    );
}

export async function runAllow(
  context: Context,
  correlationId: string,
  source: string,
  options: AnswerOptions,
): Promise<void> {
  const why = reasonOf(options);
  await confirmed(context, `Let ${source} answer ${correlationId} (${context.stage.name})?`, options);
  const allowed = await allowSource(context.stage, correlationId, source, why);
  context.print.result(
    allowed,
    `${plain(source)} may answer ${correlationId} once the relay has seen it (event ${allowed.eventId}).`,
  );
}

const verbs = { succeed: 'Succeed', fail: 'Fail', heartbeat: 'Send a heartbeat for' } as const;

function reasonOf({ why }: AnswerOptions): string {
  return required(
    why,
    'Say why: --why "ticket 4711, seen in the bank\'s own page". It is kept with the answer.',
  );
}

export async function confirmed(
  { terminal }: Context,
  question: string,
  { yes = false }: { readonly yes?: boolean },
): Promise<void> {
  if (yes || terminal.confirm === undefined) return;
  if (!(await terminal.confirm(plain(question))))
    throw new OperatorError('invalid-input', 'Nothing was done.');
}

function sentence({ correlationId, eventId, verdict, who }: Answered): string {
  const said = verdict === undefined ? 'published; the relay has not said yet what became of it' : verdict;
  return `${correlationId}: ${said} (event ${eventId}, by ${who})`;
}

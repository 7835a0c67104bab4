import { publishResult } from '@callback-relay/worker';
import type { ResultPublisher } from '@callback-relay/worker/ports';
import { type Approval, type Decision, decisionSchema } from './approval.ts';
import { workerName } from './approval-worker.ts';
import type { Decisions } from './decisions.ts';
import { open } from './link.ts';
import * as pages from './page.ts';

export interface FormPorts {
  readonly secret: string;
  readonly decisions: Decisions;
  /** Callbacks whose execution has ended. */
  readonly ended: ReadonlySet<string>;
  readonly now: () => number;
  readonly publisher?: ResultPublisher;
}

/** Shows the form. It decides nothing: mail scanners and previews follow links too. */
export async function show(sealed: string, ports: FormPorts): Promise<pages.Page> {
  const approval = open(sealed, ports.secret);
  if (approval === undefined) return pages.unknownPage();
  const decision = await ports.decisions.find(approval.correlationId);
  if (decision !== undefined) return pages.alreadyDecidedPage(approval, decision);
  return isOver(approval, ports) ? pages.overPage(approval) : pages.formPage(approval);
}

/** Takes the decision and answers the callback with it, once: whatever is posted after the first, the first holds. */
export async function decide(sealed: string, form: URLSearchParams, ports: FormPorts): Promise<pages.Page> {
  const approval = open(sealed, ports.secret);
  if (approval === undefined) return pages.unknownPage();
  const asked = decisionSchema.safeParse(form.get('decision'));
  if (!asked.success) return pages.unclearPage();
  if (isOver(approval, ports)) return pages.overPage(approval);
  const { decision, published } = await ports.decisions.first(approval.correlationId, asked.data);
  if (published) return pages.alreadyDecidedPage(approval, decision);
  try {
    // If the process dies here the next post publishes again; the relay takes the same answer twice for a duplicate.
    await publishResult({ ...answerOf(decision), ...addressOf(approval) }, ports.publisher);
  } catch {
    return pages.troublePage();
  }
  await ports.decisions.markPublished(approval.correlationId);
  return decision === asked.data
    ? pages.decidedPage(approval, decision)
    : pages.alreadyDecidedPage(approval, decision);
}

function isOver(approval: Approval, ports: FormPorts): boolean {
  return approval.deadline <= ports.now() || ports.ended.has(approval.correlationId);
}

function addressOf({ correlationId, eventBus }: Approval) {
  return { correlationId, eventBus, source: workerName };
}

/** A rejection is a failure, so that the state machine can catch it by its name. */
function answerOf(decision: Decision) {
  return decision === 'approve'
    ? { output: { approved: true } }
    : { error: 'Rejected', cause: 'The approver rejected it.' };
}

import type { HttpRequest, HttpResponse } from '../http.ts';
import { type Approval, type ApprovalOutcome, type ApprovalStore, linkOf } from './approval.ts';
import { decidedPage, formPage, refusalPage } from './pages.ts';

export interface DecisionPorts {
  readonly store: ApprovalStore;
  now(): number;
  publish(correlationId: string, outcome: ApprovalOutcome): Promise<unknown>;
}

/** Shows an approval by GET, which changes nothing however often a mail scanner asks; decides it by POST, once. */
export async function decideApproval(ports: DecisionPorts, request: HttpRequest): Promise<HttpResponse> {
  const { method, query, body } = request;
  if (method !== 'GET' && method !== 'HEAD' && method !== 'POST') {
    return refusalPage(405, 'A link is opened, or its form is sent.');
  }
  const form = method === 'POST' ? new URLSearchParams(body.toString('utf8')) : query;
  const [id, secret] = [form.get('id') ?? '', form.get('key') ?? ''];
  const approval = await ports.store.get(id);
  const link = linkOf(secret);
  if (approval === undefined) return refusalPage(404, 'This link leads to no approval.');
  const approver = approval.links[link];
  if (approver === undefined) return unknownLink(approval, link);
  if (method !== 'POST') return shown(ports, approval, approver, secret);
  const decision = form.get('decision');
  if (decision !== 'approved' && decision !== 'rejected') return refusalPage(400, 'Approve or reject.');
  return await decided(ports, approval, link, {
    decision,
    decidedBy: approver,
    decidedAt: new Date(ports.now()).toISOString(),
    comment: (form.get('comment') ?? '').slice(0, 2_000),
    digest: form.get('digest') ?? '',
  });
}

function shown({ now }: DecisionPorts, approval: Approval, approver: string, secret: string): HttpResponse {
  return refusalOf(approval, now()) ?? formPage(approval, approver, secret);
}

async function decided(
  ports: DecisionPorts,
  approval: Approval,
  link: string,
  outcome: ApprovalOutcome,
): Promise<HttpResponse> {
  const { correlationId } = approval;
  const isOurs = approval.outcome?.decidedBy === outcome.decidedBy && !approval.isPublished;
  if (isOurs && approval.outcome?.decision === outcome.decision) {
    // It was decided, and could not be published: the same person sends it again.
    return await announce(ports, correlationId, approval.outcome);
  }
  const refusal = refusalOf(approval, ports.now());
  if (refusal !== undefined) return refusal;
  if (outcome.digest !== approval.digest) return changed;
  if (await ports.store.decide(correlationId, link, outcome))
    return await announce(ports, correlationId, outcome);
  const later = await ports.store.get(correlationId);
  return (later && refusalOf(later, ports.now())) ?? changed;
}

async function announce(
  ports: DecisionPorts,
  correlationId: string,
  outcome: ApprovalOutcome,
): Promise<HttpResponse> {
  await ports.publish(correlationId, outcome);
  await ports.store.published(correlationId);
  return decidedPage(outcome);
}

function refusalOf({ state, outcome, expiresAt }: Approval, now: number): HttpResponse | undefined {
  if (state === 'revoked') return refusalPage(410, 'This approval was revoked.');
  if (state === 'decided' && outcome !== undefined) {
    return refusalPage(409, `This was ${outcome.decision} by ${outcome.decidedBy} at ${outcome.decidedAt}.`);
  }
  if (now >= expiresAt) return refusalPage(410, 'The time for this approval is up.');
  return undefined;
}

const changed = refusalPage(
  409,
  'This link was replaced: what is to be approved has changed, or was asked for again.',
);

function unknownLink({ formerLinks }: Approval, link: string): HttpResponse {
  return formerLinks.includes(link) ? changed : refusalPage(403, 'This link is not valid.');
}

/** Voids every link of an approval, and fails its task. False where it is decided already. */
export async function revokeApproval(
  { store, fail }: { readonly store: ApprovalStore; fail(correlationId: string): Promise<unknown> },
  correlationId: string,
): Promise<boolean> {
  if (!(await store.revoke(correlationId))) return false;
  await fail(correlationId);
  return true;
}

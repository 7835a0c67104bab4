import type { JsonValue } from '@callback-relay/contract';
import * as z from 'zod/mini';
import { type Approval, type ApprovalStore, digestOf, linkOf } from './approval.ts';

/** What a task asks of an approval: its payload. */
export const approvalPayloadSchema = z.object({
  /** In a line, for people. */
  title: z.string().check(z.minLength(1), z.maxLength(200)),
  /** What is approved: any JSON. */
  subject: z.unknown(),
  /** Who may decide; each gets a link of his own. */
  approvers: z
    .array(z.string().check(z.minLength(1), z.maxLength(320)))
    .check(z.minLength(1), z.maxLength(20)),
});

export type ApprovalPayload = z.infer<typeof approvalPayloadSchema>;

export interface OpeningPorts {
  readonly store: ApprovalStore;
  /** A secret of 128 bits and more, for a URL. */
  secret(): string;
  /** Where links lead. */
  readonly url: string;
  /** Hands a link to whatever reaches people. */
  send(link: ApprovalLink): Promise<unknown>;
}

/** A message of the queue of links. The URL is a credential. */
export interface ApprovalLink {
  readonly approver: string;
  readonly title: string;
  readonly url: string;
  /** ISO time. */
  readonly expiresAt: string;
}

interface ApprovalRequest {
  readonly correlationId: string;
  readonly payload: ApprovalPayload;
  /** Epoch milliseconds. */
  readonly deadline: number;
}

/** Opens an approval, or opens it again, when what is to be approved has changed: links that were sent before are void. */
export async function openApproval(
  ports: OpeningPorts,
  { correlationId, payload: { title, approvers, ...payload }, deadline }: ApprovalRequest,
): Promise<void> {
  const subject = (payload.subject ?? null) as JsonValue;
  const digest = digestOf([title, subject]);
  const secrets = approvers.map((approver) => ({ approver, secret: ports.secret() }));
  const former = await ports.store.get(correlationId);
  const approval: Approval = {
    correlationId,
    title,
    subject,
    digest,
    expiresAt: deadline,
    state: 'open',
    links: Object.fromEntries(secrets.map(({ approver, secret }) => [linkOf(secret), approver])),
    formerLinks:
      former === undefined ? [] : [...Object.keys(former.links), ...former.formerLinks].slice(0, 100),
    isPublished: false,
  };
  if (!(await ports.store.open(approval))) return;
  for (const { approver, secret } of secrets) {
    const url = `${ports.url}?${new URLSearchParams({ id: correlationId, key: secret })}`;
    await ports.send({ approver, title, url, expiresAt: new Date(deadline).toISOString() });
  }
}

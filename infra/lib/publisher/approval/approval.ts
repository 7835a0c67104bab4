import { createHash } from 'node:crypto';
import type { JsonValue } from '@callback-relay/contract';

/** What is to be approved, and who may decide. */
export interface Approval {
  readonly correlationId: string;
  /** In a line, for people. */
  readonly title: string;
  /** What exactly is approved: shown in full, and its digest is in the outcome. */
  readonly subject: JsonValue;
  readonly digest: string;
  /** Epoch milliseconds: the task's deadline. */
  readonly expiresAt: number;
  readonly state: 'open' | 'decided' | 'revoked';
  /** Who each link is for, by the digest of its secret. */
  readonly links: Readonly<Record<string, string>>;
  /** Digests of secrets whose links were for what has changed since. */
  readonly formerLinks: readonly string[];
  readonly outcome?: ApprovalOutcome;
  /** Whether the outcome is on the bus. */
  readonly isPublished: boolean;
}

/** What the task's output is. */
export interface ApprovalOutcome {
  readonly decision: 'approved' | 'rejected';
  readonly decidedBy: string;
  /** ISO time. */
  readonly decidedAt: string;
  readonly comment: string;
  /** Of what was approved. */
  readonly digest: string;
}

export interface ApprovalStore {
  get(correlationId: string): Promise<Approval | undefined>;
  /**
   * Opens an approval. In place of one of the same deadline, which was asked for again, only where that is still open; in
   * place of one with an earlier deadline, which another task asked for under the same business key, whatever became of it.
   * False where nothing was opened.
   */
  open(approval: Approval): Promise<boolean>;
  /** Decides, if it is open, of that digest, and the link is one of its own. */
  decide(correlationId: string, link: string, outcome: ApprovalOutcome): Promise<boolean>;
  /** Revokes, if it is open. */
  revoke(correlationId: string): Promise<boolean>;
  published(correlationId: string): Promise<void>;
}

/** A digest of JSON whose members may come in any order. */
export function digestOf(value: unknown): string {
  return sha256(canonical(value));
}

/** What is kept of a link's secret. */
export function linkOf(secret: string): string {
  return sha256(secret);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`).join(',')}}`;
}

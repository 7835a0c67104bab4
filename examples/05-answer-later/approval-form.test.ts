import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordingPublisher, refusal } from '../../packages/worker/test/doubles.ts';
import type { Approval } from './approval.ts';
import { decisionsIn } from './decisions.ts';
import { formServer } from './form-server.ts';
import { seal } from './link.ts';

const secret = 'a secret that only the form knows';
let folder: string;
let stop: () => Promise<unknown>;
let link: (changes?: Partial<Approval>, sealedWith?: string) => string;
let broken: boolean;
let bus: ReturnType<typeof recordingPublisher>;
const ended = new Set<string>();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'approvals-'));
  broken = false;
  bus = recordingPublisher(() => (broken ? refusal('AccessDeniedException', false) : undefined));
  const server = formServer({
    secret,
    decisions: decisionsIn(join(folder, 'decisions')),
    ended,
    now: Date.now,
    publisher: bus.publisher,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const approval: Approval = {
    question: 'Refund <order> 1234?',
    correlationId: 'refunds:1234',
    eventBus: 'callback-bus',
    deadline: Date.now() + 60_000,
  };
  link = (changes = {}, sealedWith = secret) =>
    `${origin}/approvals/${seal({ ...approval, ...changes }, sealedWith)}`;
  stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true });
  };
});
afterEach(async () => {
  ended.clear();
  await stop();
});

const post = (url: string, decision: string) =>
  fetch(url, { method: 'POST', body: new URLSearchParams({ decision }) });

describe('the form', () => {
  it('shows the question, as text, and decides nothing when it is only looked at', async () => {
    const shown = await fetch(link());
    expect(shown.status).toBe(200);
    const html = await shown.text();
    expect(html).toContain('Refund &#60;order&#62; 1234?');
    expect(html).toContain('<form method="post">');
    expect(bus.calls).toEqual([]);
  });

  it.each([
    ['approve', { detailType: 'Callback Succeeded', output: { approved: true } }],
    ['reject', { detailType: 'Callback Failed', error: 'Rejected', cause: 'The approver rejected it.' }],
  ])('answers the callback: %s', async (decision, event) => {
    expect((await post(link(), decision)).status).toBe(200);
    expect(bus.results()).toEqual([
      {
        version: '1.0',
        correlationId: 'refunds:1234',
        eventBus: 'callback-bus',
        source: 'approvals',
        ...event,
      },
    ]);
  });
});

describe('what else comes', () => {
  it('a second post changes nothing and learns what holds', async () => {
    await post(link(), 'approve');
    const second = await post(link(), 'reject');
    expect(second.status).toBe(409);
    expect(await second.text()).toContain('Approved');
    expect((await fetch(link())).status).toBe(409);
    expect(bus.calls).toHaveLength(1);
  });

  it('two posts at once publish one decision, whichever was first', async () => {
    await Promise.all([post(link(), 'approve'), post(link(), 'reject')]);
    expect(new Set(bus.results().map(({ detailType }) => detailType)).size).toBe(1);
  });

  it.each([
    ['of another secret', () => link({}, 'guessed')],
    ['cut', () => link().slice(0, -1)],
    ['without a signature', () => link().split('.').slice(0, 4).join('.')],
    [
      'with another question under the signature',
      () => `${link({ question: 'x' }).split('.').slice(0, -1).join('.')}.${link().split('.').at(-1)}`,
    ],
    ['with something after it', () => `${link()}.x`],
  ])('a forged link %s is not found, and decides nothing', async (_, forged) => {
    expect((await fetch(forged())).status).toBe(404);
    expect((await post(forged(), 'approve')).status).toBe(404);
    expect(bus.calls).toEqual([]);
  });

  it('a form without a decision is refused', async () => {
    expect((await post(link(), 'perhaps')).status).toBe(400);
    expect((await post(link(), 'x'.repeat(2_000))).status).toBe(413);
    expect((await fetch(link(), { method: 'DELETE' })).status).toBe(405);
    expect(bus.calls).toEqual([]);
  });

  it('a decision after the deadline, or for an execution that has ended, is not published', async () => {
    const late = link({ deadline: Date.now() - 1 });
    expect([(await fetch(late)).status, (await post(late, 'approve')).status]).toEqual([410, 410]);
    ended.add('refunds:1234');
    expect([(await fetch(link())).status, (await post(link(), 'approve')).status]).toEqual([410, 410]);
    expect(bus.calls).toEqual([]);
  });

  it('a decision that could not be sent is kept, and sent by the next post, whatever that says', async () => {
    broken = true;
    expect((await post(link(), 'approve')).status).toBe(503);
    broken = false;
    expect((await post(link(), 'reject')).status).toBe(409);
    expect(bus.results().at(-1)).toMatchObject({ detailType: 'Callback Succeeded' });
  });
});

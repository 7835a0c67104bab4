import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DescribeExecutionCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { type Local, startLocal } from '@callback-relay/local';
import { chromiumNote, chromiumPath, openChromium } from '@callback-relay/state-machine/chromium';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approvalApp } from './local-app/approval-app.ts';

let outdir: string;
let local: Local;
let states: SFNClient;
beforeAll(async () => {
  outdir = mkdtempSync(join(tmpdir(), 'approval-local-'));
  approvalApp(outdir).synth();
  local = await startLocal({ app: outdir, clock: 'stopped' });
  states = new SFNClient(local.clientConfig);
}, 240_000);
afterAll(async () => {
  states?.destroy();
  await local?.stop();
  rmSync(outdir, { recursive: true, force: true });
});

/** Starts a refund of an order, and gives it with the link of each approver. */
async function refund(amount: number, order: string = randomUUID()) {
  const stateMachineArn = local.resources.find(({ name }) => name === 'refund')?.arn;
  const { executionArn = '' } = await states.send(
    new StartExecutionCommand({ stateMachineArn, input: JSON.stringify({ amount, order }) }),
  );
  return { execution: executionArn, ...(await sentLinks()) };
}

/** The links of the next two messages for whatever sends mail. */
async function sentLinks(): Promise<{ readonly ann: string; readonly bob: string }> {
  const links = new Map<string, string>();
  while (links.size < 2) {
    const { body } = await local.receiveMessage('callback-relay-dev-refunds-links-requests');
    const { approver, url } = body as { approver: string; url: string };
    links.set(approver, url);
  }
  return { ann: links.get('ann@example.com') ?? '', bob: links.get('bob@example.com') ?? '' };
}

async function endOf(executionArn: string) {
  await local.idle();
  const { status, output, error } = await states.send(new DescribeExecutionCommand({ executionArn }));
  return { status, output: output === undefined ? undefined : JSON.parse(output), error };
}

/** What the form of a page sends, as a program reads it. */
function formOf(page: string, decision: string): URLSearchParams {
  const fields = [...page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)];
  return new URLSearchParams([
    ...fields.map(([, name = '', value = '']): [string, string] => [name, value]),
    ['decision', decision],
  ]);
}

function revoke(link: string): Promise<unknown> {
  const event = { revoke: new URL(link).searchParams.get('id'), reason: 'asked by mistake' };
  return local.invoke('callback-relay-dev-refunds-publisher', event);
}

const addressOf = (link: string) => link.split('?')[0] ?? '';

describe('a link of an approval', () => {
  it('is shown by its link, decided by its form once, and the task gets the decision', async () => {
    const { execution, ann } = await refund(100);
    const page = await (await fetch(ann)).text();
    expect(page).toContain('&quot;amount&quot;: 100');
    expect((await endOf(execution)).status).toBe('RUNNING');

    const form = formOf(page, 'approved');
    expect((await fetch(addressOf(ann), { method: 'POST', body: form })).status).toBe(200);
    expect(await endOf(execution)).toMatchObject({
      status: 'SUCCEEDED',
      output: { decision: 'approved', decidedBy: 'ann@example.com', digest: form.get('digest') },
    });
    expect((await fetch(addressOf(ann), { method: 'POST', body: form })).status).toBe(409);
  });

  it('decides nothing however often a mail scanner opens it', async () => {
    const { execution, ann, bob } = await refund(150);
    for (const method of ['HEAD', 'GET', 'GET', 'HEAD']) {
      const answer = await fetch(`${ann}&decision=approved`, { method });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
    expect((await endOf(execution)).status).toBe('RUNNING');
    const form = formOf(await (await fetch(bob)).text(), 'rejected');
    await fetch(addressOf(bob), { method: 'POST', body: form });
    expect(await endOf(execution)).toMatchObject({ output: { decidedBy: 'bob@example.com' } });
  });

  it.each([
    ['another key', (link: URL) => link.searchParams.set('key', 'x'.repeat(32)), 403, 'not valid'],
    ['no key', (link: URL) => link.searchParams.delete('key'), 403, 'not valid'],
    ['another ID', (link: URL) => link.searchParams.set('id', 'team:refund-of-another'), 404, 'no approval'],
  ])('that is forged, with %s, shows nothing and decides nothing', async (_, forge, status, words) => {
    const { execution, ann } = await refund(160);
    const link = new URL(ann);
    const form = formOf(await (await fetch(ann)).text(), 'approved');
    forge(link);
    for (const name of ['id', 'key']) form.set(name, link.searchParams.get(name) ?? '');
    const shown = await fetch(link);
    expect(shown.status).toBe(status);
    const text = await shown.text();
    expect(text).toContain(words);
    expect(text).not.toContain('amount');
    expect((await fetch(addressOf(ann), { method: 'POST', body: form })).status).toBe(status);
    expect((await endOf(execution)).status).toBe('RUNNING');
  });

  it('of one refund does not decide another', async () => {
    const mine = await refund(170);
    const other = await refund(180);
    const form = formOf(await (await fetch(mine.ann)).text(), 'approved');
    form.set('id', new URL(other.ann).searchParams.get('id') ?? '');
    expect((await fetch(addressOf(mine.ann), { method: 'POST', body: form })).status).toBe(403);
    expect((await endOf(other.execution)).status).toBe('RUNNING');
  });
});

describe.runIf(chromiumPath !== undefined)(`an approval in a browser${chromiumNote}`, () => {
  let browser: Awaited<ReturnType<typeof openChromium>>;
  beforeAll(async () => {
    browser = await openChromium();
  }, 60_000);
  afterAll(() => browser?.close());

  async function open(link: string) {
    const page = await browser.newPage();
    await page.goto(link);
    return {
      goto: () => page.goto(link),
      reload: () => page.reload(),
      heading: (name: RegExp | string) => page.getByRole('heading', { name }).waitFor(),
      approve: () => page.getByRole('button', { name: 'Approve' }).click(),
      async reject(comment: string) {
        await page.getByLabel('Comment').fill(comment);
        await page.getByRole('button', { name: 'Reject' }).click();
      },
      buttons: () => page.getByRole('button').count(),
    };
  }

  it('is shown as often as it is opened, and decided once', async () => {
    const { execution, ann } = await refund(300);
    const page = await open(ann);
    await page.reload();
    expect((await endOf(execution)).status).toBe('RUNNING');
    await page.reject('<b>too much</b>');
    await page.heading(/^Rejected by ann@example\.com/);
    expect(await endOf(execution)).toMatchObject({
      status: 'SUCCEEDED',
      output: { decision: 'rejected', comment: '<b>too much</b>' },
    });
    await page.goto();
    await page.heading(/^This was rejected by ann@example\.com/);
    expect(await page.buttons()).toBe(0);
  });

  it('is refused the second time, also in a page that was open before', async () => {
    const { execution, ann, bob } = await refund(310);
    const [first, second, others] = [await open(ann), await open(ann), await open(bob)];
    await first.approve();
    await first.heading(/^Approved by ann@example\.com/);
    for (const page of [second, others]) {
      await page.reject('no');
      await page.heading(/^This was approved by ann@example\.com/);
    }
    expect(await endOf(execution)).toMatchObject({ output: { decision: 'approved', comment: '' } });
  });

  it('is refused after it was revoked, open or not, and its task fails', async () => {
    const { execution, ann, bob } = await refund(320);
    const page = await open(ann);
    expect(await revoke(ann)).toEqual({ revoked: true });
    await page.approve();
    await page.heading('This approval was revoked.');
    await (await open(bob)).heading('This approval was revoked.');
    expect(await endOf(execution)).toMatchObject({ status: 'FAILED', error: 'ApprovalRevoked' });
    expect(await revoke(ann)).toEqual({ revoked: false });
  });

  it('is refused when what is approved has changed, and decided by the link that was sent for it', async () => {
    const wrong = await refund(330, 'order-4711');
    const page = await open(wrong.ann);
    await local.advance(1_000);
    await states.send(new StopExecutionCommand({ executionArn: wrong.execution }));
    await local.idle();
    const right = await refund(33, 'order-4711');
    await page.approve();
    await page.heading(/^This link was replaced/);
    await page.goto();
    await page.heading(/^This link was replaced/);
    expect((await endOf(right.execution)).status).toBe('RUNNING');
    const changed = await open(right.ann);
    await changed.approve();
    await changed.heading(/^Approved by ann@example\.com/);
    expect(await endOf(right.execution)).toMatchObject({ output: { decision: 'approved' } });
  });

  it('is refused after its time is up', async () => {
    const { execution, ann } = await refund(340);
    const page = await open(ann);
    await local.advance(61 * 60_000);
    expect(await endOf(execution)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    await page.approve();
    await page.heading('The time for this approval is up.');
    await page.goto();
    await page.heading('The time for this approval is up.');
    expect(await page.buttons()).toBe(0);
  });
});

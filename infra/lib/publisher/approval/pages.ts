import type { HttpResponse } from '../http.ts';
import type { Approval, ApprovalOutcome } from './approval.ts';

/** The form that a link leads to. */
export function formPage(approval: Approval, approver: string, secret: string): HttpResponse {
  const { title, subject, correlationId, digest, expiresAt } = approval;
  const hidden = Object.entries({ id: correlationId, key: secret, digest })
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${escaped(value)}">`)
    .join('');
  return page(
    200,
    title,
    `<p>For ${escaped(approver)}, until ${new Date(expiresAt).toISOString()}.</p>
<pre>${escaped(JSON.stringify(subject, null, 2))}</pre>
<form method="post">${hidden}
<p><label>Comment<br><textarea name="comment" rows="3" cols="60" maxlength="2000"></textarea></label></p>
<button name="decision" value="approved">Approve</button>
<button name="decision" value="rejected">Reject</button>
</form>`,
  );
}

export function decidedPage({ decision, decidedBy, decidedAt }: ApprovalOutcome): HttpResponse {
  const words = `${decision === 'approved' ? 'Approved' : 'Rejected'} by ${decidedBy} at ${decidedAt}.`;
  return page(200, words, '<p>You may close this page.</p>');
}

/** Why a link does nothing. */
export function refusalPage(status: number, reason: string): HttpResponse {
  return page(status, reason, '<p>Nothing was changed.</p>');
}

function page(status: number, title: string, content: string): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>body{font:1rem/1.5 system-ui;max-width:45rem;margin:3rem auto;padding:0 1rem}pre{overflow:auto;border:1px solid;padding:1rem}</style>
<h1>${escaped(title)}</h1>
${content}
</html>
`,
  };
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}

import type { Approval, Decision } from './approval.ts';

export interface Page {
  readonly status: number;
  readonly html: string;
}

const done: Record<Decision, string> = { approve: 'Approved', reject: 'Rejected' };

export function formPage(approval: Approval): Page {
  const until = new Date(approval.deadline).toUTCString();
  return page(
    200,
    approval.question,
    `<p>Please decide until ${until}.</p>
<form method="post">
<button name="decision" value="approve">Approve</button>
<button name="decision" value="reject">Reject</button>
</form>`,
  );
}

export function decidedPage(approval: Approval, decision: Decision): Page {
  return page(200, approval.question, `<p>${done[decision]}. Thank you.</p>`);
}

export function alreadyDecidedPage(approval: Approval, decision: Decision): Page {
  return page(409, approval.question, `<p>This was decided before: ${done[decision]}.</p>`);
}

export function overPage(approval: Approval): Page {
  return page(410, approval.question, '<p>This decision is no longer awaited.</p>');
}

export function unknownPage(): Page {
  return page(404, 'Not found', '<p>This link is not one of ours. Was it copied in full?</p>');
}

export function unclearPage(): Page {
  return page(400, 'Unclear', '<p>Approve or reject: the form sent neither.</p>');
}

export function troublePage(): Page {
  return page(
    503,
    'Not yet sent',
    '<p>Your decision is kept but could not be sent. Please press the button again.</p>',
  );
}

function page(status: number, title: string, body: string): Page {
  const heading = escaped(title);
  return {
    status,
    html: `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${heading}</title>
<h1>${heading}</h1>
${body}
</html>
`,
  };
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

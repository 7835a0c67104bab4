export interface HtmlOptions {
  /** Against forged requests: the page sends it back, and a page of another origin cannot read it. */
  readonly token: string;
  /** Whether the page stands on the local runtime, whose clock and faults it then offers. */
  readonly local: boolean;
}

/** The document around the page. Texts of others never stand in it. */
export function html({ token, local }: HtmlOptions): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="request-token" content="${token}">
<meta name="local" content="${local}">
<title>Callback Relay</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/console/page.css">
<script type="module" src="/console/page.js"></script>
</head>
<body><div id="page"><p class="starting">Callback Relay</p></div>
<noscript>This page needs JavaScript. The same from a terminal: callback-relay waits</noscript></body>
</html>
`;
}

export interface HtmlOptions {
  /** Against forged requests: the page sends it back, and a page of another origin cannot read it. */
  readonly token: string;
  /** Whether the page stands on the local runtime, whose clock and faults it then offers. */
  readonly local: boolean;
  /** The style sheet: it stands in the document, so that the frame is painted before anything else has come. */
  readonly styles: string;
}

/** The document around the page, and its frame, which the script fills. Texts of others never stand in it. */
export function html({ token, local, styles }: HtmlOptions): string {
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
<script type="module" src="/console/page.js"></script>
<style>${styles}</style>
</head>
<body><div id="page"><nav aria-label="Views"><p class="brand">Callback Relay</p></nav><main><p class="muted pad">Reading what waits …</p></main></div>
<noscript>This page needs JavaScript. The same from a terminal: callback-relay waits</noscript></body>
</html>
`;
}

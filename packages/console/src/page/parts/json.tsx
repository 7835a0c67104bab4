/** A value from outside, as text. */
export function Json({ value, label }: { readonly value: unknown; readonly label: string }) {
  const text = textOf(value);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keyboard, too
    <section class="json" tabIndex={0} aria-label={label}>
      {text === undefined ? <span class="muted">none</span> : text}
    </section>
  );
}

function textOf(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string') return JSON.stringify(value, undefined, 2);
  try {
    return JSON.stringify(JSON.parse(value), undefined, 2);
  } catch {
    return value;
  }
}

import type { ComponentChildren } from 'preact';

/** Something that went wrong, or that is worth knowing. */
export function Notice({
  kind = 'info',
  children,
}: {
  readonly kind?: 'info' | 'error' | 'good';
  readonly children: ComponentChildren;
}) {
  return (
    <p class={`notice ${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      {children}
    </p>
  );
}

/** What a view shows where it has nothing to show. */
export function Empty({
  title,
  children,
}: {
  readonly title: string;
  readonly children?: ComponentChildren;
}) {
  return (
    <div class="empty">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

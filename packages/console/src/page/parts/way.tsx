import type { Station } from '@callback-relay/operator';
import { Time } from './time.tsx';

const signs = { done: '✓', here: '●', ahead: '', failed: '✕' } as const;
const words = { done: 'done', here: 'it is here', ahead: 'still to come', failed: 'failed' } as const;

/** The way of a callback through its six stations, and where it is. */
export function Way({ stations }: { readonly stations: readonly Station[] }) {
  return (
    <ol class="way" aria-label="Way of the callback">
      {stations.map(({ name, status, at, says }) => (
        <li key={name} class={status} aria-current={status === 'here' ? 'step' : undefined}>
          <span class="sign" aria-hidden="true">
            {signs[status]}
          </span>
          <b>{name}</b>
          <span class="hidden">, {words[status]}: </span>
          <span class="says">{says}</span>
          <span class="at muted">{at === undefined ? '' : <Time at={at} />}</span>
        </li>
      ))}
    </ol>
  );
}

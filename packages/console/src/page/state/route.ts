import { signal } from '@preact/signals';

/** Where one is: the view's name, and what it is about. It stands behind the # of the address, so that it can be sent around. */
export interface Route {
  readonly view: string;
  readonly subject: string | undefined;
}

export const route = signal(read());

addEventListener('hashchange', () => {
  route.value = read();
});

function read(): Route {
  const [view = '', subject] = location.hash.replace(/^#\/?/, '').split('/', 2);
  return { view: view || 'waits', subject: subject === undefined ? undefined : decode(subject) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function linkTo(view: string, subject?: string): string {
  return `#/${view}${subject === undefined ? '' : `/${encodeURIComponent(subject)}`}`;
}

export function goTo(view: string, subject?: string): void {
  location.hash = linkTo(view, subject);
}

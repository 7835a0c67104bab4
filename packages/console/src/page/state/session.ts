import { signal } from '@preact/signals';
import { get } from './api.ts';
import { setServerTime } from './clock.ts';

export interface Session {
  readonly stage: string;
  readonly endpoint?: string;
  readonly caller: { readonly arn: string; readonly account: string; readonly region: string };
  readonly now: number;
  /** What each verdict says. */
  readonly verdicts: Readonly<Record<string, string>>;
}

export const session = signal<Session | undefined>(undefined);

export async function readSession(): Promise<void> {
  try {
    session.value = await get<Session>('session');
    setServerTime(session.value.now);
  } catch {
    // What is wrong is said by the live connection, which is tried again.
    setTimeout(readSession, 2000);
  }
}

import { useEffect, useRef, useState } from 'preact/hooks';

export interface Reading<Value> {
  /** Of the last time that it was read; it stays while it is read again. */
  readonly value: Value | undefined;
  readonly error: string | undefined;
  readonly again: () => void;
}

/** Reads something when `key` changes, and again when `revision` does; what comes late of an earlier key is dropped. */
export function useReading<Value>(key: string, revision: number, read: () => Promise<Value>): Reading<Value> {
  const [state, setState] = useState<{ key: string; value?: Value; error?: string }>({ key });
  const [asked, setAsked] = useState(0);
  const current = useRef(0);
  // `read` is new on every rendering: the key says what it reads.
  useEffect(() => {
    current.current += 1;
    const mine = current.current;
    const isCurrent = () => mine === current.current;
    read().then(
      (value) => isCurrent() && setState({ key, value }),
      (error: Error) =>
        isCurrent() &&
        setState((before) => ({ ...(before.key === key ? before : { key }), error: error.message })),
    );
  }, [key, revision, asked]);
  const isSame = state.key === key;
  return {
    value: isSame ? state.value : undefined,
    error: isSame ? state.error : undefined,
    again: () => setAsked((count) => count + 1),
  };
}

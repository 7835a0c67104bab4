import { useState } from 'preact/hooks';
import { post } from '../state/api.ts';
import { Modal } from './modal.tsx';
import { Notice } from './notice.tsx';

export type AnswerKind = 'succeed' | 'fail' | 'heartbeat' | 'allow';

const titles: Readonly<Record<AnswerKind, string>> = {
  succeed: 'Succeed: the task goes on with this output',
  fail: 'Fail: the task ends with this error',
  heartbeat: "Heartbeat: the task's timer starts again",
  allow: 'Let another source answer',
};

interface AnswerDialogProps {
  readonly id: string;
  readonly kind: AnswerKind;
  readonly close: () => void;
  /** What came of it, for the page to say. */
  readonly done: (said: string) => void;
}

/** Asks for an answer and the reason for it, and publishes it. */
export function AnswerDialog({ id, kind, close, done }: AnswerDialogProps) {
  const [error, setError] = useState<string>();
  const [isSending, setSending] = useState(false);
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(event.currentTarget as HTMLFormElement)) as Record<
      string,
      string
    >;
    setSending(true);
    setError(undefined);
    try {
      const { progress, ...given } = fields;
      const body = {
        kind,
        id,
        ...given,
        ...(progress !== undefined && progress.trim() !== '' && { progress }),
      };
      const answered = await post<{ verdict?: string }>(kind === 'allow' ? 'allow' : 'answer', body);
      done(saidOf(kind, answered.verdict));
      close();
    } catch (thrown) {
      setError((thrown as Error).message);
      setSending(false);
    }
  };
  return (
    <Modal title={titles[kind]} close={close}>
      <p class="mono muted">{id}</p>
      <form onSubmit={send}>
        <Fields kind={kind} />
        <label>
          Why
          <input
            name="why"
            required
            maxLength={1024}
            placeholder="ticket 4711, seen in the bank's own page"
            autocomplete="off"
          />
          <small>Kept with the answer, with who you are, for those who look into it later.</small>
        </label>
        {error !== undefined && <Notice kind="error">{error}</Notice>}
        <div class="buttons">
          <button type="button" class="quiet" onClick={close}>
            Cancel
          </button>
          <button type="submit" class={kind === 'fail' ? 'bad' : 'main'} disabled={isSending}>
            {isSending
              ? 'Waiting for the verdict …'
              : { succeed: 'Succeed', fail: 'Fail', heartbeat: 'Send', allow: 'Allow' }[kind]}
          </button>
        </div>
      </form>
    </Modal>
  );
}

function Fields({ kind }: { readonly kind: AnswerKind }) {
  switch (kind) {
    case 'succeed':
      return (
        <label>
          Output, as JSON
          <textarea name="output" rows={6} required spellcheck={false} defaultValue="{}" />
        </label>
      );
    case 'fail':
      return (
        <>
          <label>
            Error, which Retry and Catch match
            <input name="error" required maxLength={256} placeholder="PaymentDeclined" autocomplete="off" />
          </label>
          <label>
            Cause, for people
            <textarea name="cause" rows={3} />
          </label>
        </>
      );
    case 'heartbeat':
      return (
        <label>
          Progress, as JSON (may be left out)
          <textarea name="progress" rows={3} spellcheck={false} />
        </label>
      );
    case 'allow':
      return (
        <label>
          Event source
          <input name="source" required maxLength={256} placeholder="payments" autocomplete="off" />
        </label>
      );
  }
}

function saidOf(kind: AnswerKind, verdict: string | undefined): string {
  if (kind === 'heartbeat') return 'Heartbeat sent.';
  if (kind === 'allow') return 'The relay knows who else may answer.';
  return verdict === undefined
    ? 'Published; the relay has not said yet what became of it.'
    : `Verdict: ${verdict}.`;
}

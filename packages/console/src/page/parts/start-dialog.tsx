import { useState } from 'preact/hooks';
import { post } from '../state/api.ts';
import { goTo } from '../state/route.ts';
import { Modal } from './modal.tsx';
import { Notice } from './notice.tsx';

/** Starts an execution with an input, and goes there. */
export function StartDialog({ machine, close }: { readonly machine: string; readonly close: () => void }) {
  const [error, setError] = useState<string>();
  const start = async (event: SubmitEvent) => {
    event.preventDefault();
    const input = new FormData(event.currentTarget as HTMLFormElement).get('input');
    try {
      const { executionArn } = await post<{ executionArn: string }>('executions', {
        stateMachine: machine,
        input,
      });
      close();
      goTo('execution', executionArn);
    } catch (thrown) {
      setError((thrown as Error).message);
    }
  };
  return (
    <Modal title={`Start ${machine}`} close={close}>
      <form onSubmit={start}>
        <label>
          Input, as JSON
          <textarea name="input" rows={6} spellcheck={false} defaultValue="{}" required />
        </label>
        {error !== undefined && <Notice kind="error">{error}</Notice>}
        <div class="buttons">
          <button type="button" class="quiet" onClick={close}>
            Cancel
          </button>
          <button type="submit" class="main">
            Start
          </button>
        </div>
      </form>
    </Modal>
  );
}

/** Takes a plan away, after it was asked whether that is meant. */
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { DeletePlanDocument } from '../../api/generated/graphql';
import { useChange } from '../../api/hooks';
import { KeyBox } from '../../components/key-box';
import { Refusal } from '../../components/refusal';
import { useOwnWords } from '../../i18n';
import { useApiKey } from '../../lib/api-key';
import { WORDS } from './words';

interface DeletePlanProps {
  plan: { id: string; title: string; taskCount: number };
  onDeleted: () => void;
  onClose: () => void;
}

export function DeletePlan({ plan, onDeleted, onClose }: DeletePlanProps) {
  const own = useOwnWords(WORDS);
  const key = useApiKey();
  const dialog = useRef<HTMLDialogElement>(null);
  const cancel = useRef<HTMLButtonElement>(null);
  const deletion = useChange(DeletePlanDocument, {
    faults: (answer) => answer.deletePlan.userErrors,
    onDone: onDeleted,
  });
  useEffect(() => {
    dialog.current?.showModal();
    // Nobody deletes by a key pressed too often.
    cancel.current?.focus();
  }, []);
  return (
    <dialog ref={dialog} className="confirm" aria-labelledby="confirm-title" onClose={onClose}>
      <h2 id="confirm-title">{own.removeTitle}</h2>
      <p>{own.removeLead(plan.title, plan.taskCount)}</p>
      <KeyBox role={own.admin} />
      <Refusal error={deletion.error} />
      <div className="confirm-actions">
        <Button ref={cancel} onClick={() => dialog.current?.close()}>
          {own.cancel}
        </Button>
        <Button
          danger
          type="primary"
          disabled={key === null}
          loading={deletion.isPending}
          onClick={() => deletion.mutate({ input: { plan: plan.id } })}
        >
          {own.removeYes}
        </Button>
      </div>
    </dialog>
  );
}

import { Button } from 'antd';
import type { ComponentProps, ReactNode } from 'react';
import { useWords } from '../i18n';
import { useApiKey } from '../lib/api-key';
import { Refusal } from './refusal';

interface FormEndProps {
  error: ComponentProps<typeof Refusal>['error'];
  /** Whether all is filled in that has to be. */
  isComplete: boolean;
  isPending: boolean;
  /** What the button says. */
  action: string;
  onClose?: () => void;
  children?: ReactNode;
}

/** How a form that writes ends: what was refused, the button, the way out, and that a key is missing. */
export function FormEnd({ error, isComplete, isPending, action, onClose, children }: FormEndProps) {
  const words = useWords();
  const key = useApiKey();
  return (
    <>
      <Refusal error={error} />
      <p className="form-actions">
        <Button type="primary" htmlType="submit" disabled={!isComplete || key === null} loading={isPending}>
          {action}
        </Button>
        {onClose && <Button onClick={onClose}>{words.cancel}</Button>}
        {key === null && <span className="aside">{words.keyFirst}</span>}
        {children}
      </p>
    </>
  );
}

/** Why a change was not made, beside the form that asked for it. */
import type { ApiError } from '../api/client';
import { useWords } from '../i18n';

interface RefusalProps {
  error: ApiError | null;
  /** Words for codes that only one view meets. */
  said?: Record<string, string>;
}

export function Refusal({ error, said = {} }: RefusalProps) {
  const words = useWords();
  if (error === null) {
    return null;
  }
  return (
    <div className="refusal" role="alert">
      <p>{said[error.code] ?? words.errors[error.code] ?? words.errorOther(error.code)}</p>
      <details>
        <summary>{error.code}</summary>
        <code>{error.message}</code>
      </details>
    </div>
  );
}

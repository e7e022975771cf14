/** Why a change was not made, beside the form that asked for it. */
import type { ApiError } from '../api/client';
import { useWords } from '../i18n';

export function Refusal({ error }: { error: ApiError | null }) {
  const words = useWords();
  if (error === null) {
    return null;
  }
  return (
    <div className="refusal" role="alert">
      <p>{words.errors[error.code] ?? words.errorOther(error.code)}</p>
      <details>
        <summary>{error.code}</summary>
        <code>{error.message}</code>
      </details>
    </div>
  );
}

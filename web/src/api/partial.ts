/** Answers that lack a part: what is there is shown, and the page says that something is missing. */
import { useSyncExternalStore } from 'react';

interface Response {
  data?: unknown;
  errors?: readonly { path?: readonly (string | number)[] | undefined }[] | undefined;
}

/** Whether everything that was asked for is there, but for something within it. */
export function isPartial({ data, errors = [] }: Response): boolean {
  if (typeof data !== 'object' || data === null || errors.length === 0) {
    return false;
  }
  const fields = new Map<string | number, unknown>(Object.entries(data));
  return errors.every(({ path: [field] = [] }) => field !== undefined && fields.get(field) != null);
}

let missing: string | null = null;
const listeners = new Set<() => void>();

/** Tells of a missing part, by the code of its error; null forgets it. */
export function tellMissing(code: string | null): void {
  missing = code;
  for (const listener of listeners) {
    listener();
  }
}

/** The code of the error for which a part is missing; null while all is there. */
export function useMissing(): string | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => missing,
  );
}

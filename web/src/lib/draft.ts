/** What is being written and is not sent yet: kept until it is sent or discarded, or the tab is closed. */
import { useState } from 'react';

const KEPT = 'plangraph-draft ';

type Fields = Record<string, string | number | null>;

function isSame(one: Fields, other: Fields): boolean {
  return Object.keys(other).every((field) => one[field] === other[field]);
}

/** What was kept under a name; null when nothing was. */
export function keptDraft(name: string): Fields | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEPT + name) ?? 'null');
    return typeof kept === 'object' && kept !== null && !Array.isArray(kept) ? (kept as Fields) : null;
  } catch {
    return null;
  }
}

/** A draft that says what an empty one says is none. */
export function keepDraft<T extends Fields>(name: string, draft: T, empty: T): void {
  if (isSame(draft, empty)) {
    sessionStorage.removeItem(KEPT + name);
  } else {
    sessionStorage.setItem(KEPT + name, JSON.stringify(draft));
  }
}

/** The fields of a form. `name` belongs to what the form is about: with another, the form has to be another (`key`). */
export function useDraft<T extends Fields>(name: string, empty: T) {
  const [draft, setDraft] = useState<T>(() => ({ ...empty, ...keptDraft(name) }));
  const set = (after: T) => {
    keepDraft(name, after, empty);
    setDraft(after);
  };
  return {
    draft,
    isEmpty: isSame(draft, empty),
    change: (changes: Partial<T>) => set({ ...draft, ...changes }),
    /** It is sent, or is not wanted. */
    clear: () => set(empty),
  };
}

/** The API key that a reader has entered: kept until the tab is closed, sent in a header with whatever is asked, and never in an address. */
import { useSyncExternalStore } from 'react';

const KEPT = 'plangraph-key';
const listeners = new Set<() => void>();

export function apiKey(): string | null {
  return sessionStorage.getItem(KEPT);
}

export function keepApiKey(key: string | null): void {
  const kept = key?.trim() ?? '';
  if (kept === '') {
    sessionStorage.removeItem(KEPT);
  } else {
    sessionStorage.setItem(KEPT, kept);
  }
  for (const listener of listeners) {
    listener();
  }
}

/** What a request says of its reader: nothing without a key. */
export function keyHeaders(): Record<string, string> {
  const key = apiKey();
  return key === null ? {} : { authorization: `Bearer ${key}` };
}

/** Tells `listener` when a key is entered or forgotten, until what is given back is called. */
export function onKeyChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useApiKey(): string | null {
  return useSyncExternalStore(onKeyChange, apiKey);
}

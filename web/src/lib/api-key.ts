/** The API key that a reader has entered: kept until the tab is closed, and sent with changes only. */
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

export function useApiKey(): string | null {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, apiKey);
}

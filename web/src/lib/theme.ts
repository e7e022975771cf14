/** Light or dark: as the system says until somebody chooses. */
import { useSyncExternalStore } from 'react';

export type Theme = 'light' | 'dark';

const KEPT = 'plangraph-theme';
const prefersDark = window.matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

function current(): Theme {
  const kept = localStorage.getItem(KEPT);
  if (kept === 'light' || kept === 'dark') {
    return kept;
  }
  return prefersDark.matches ? 'dark' : 'light';
}

function show(): void {
  document.documentElement.dataset.theme = current();
  for (const listener of listeners) {
    listener();
  }
}

/** Shows the theme and follows the system. */
export function startTheme(): void {
  show();
  prefersDark.addEventListener('change', show);
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(KEPT, theme);
  show();
}

export function useTheme(): Theme {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, current);
}

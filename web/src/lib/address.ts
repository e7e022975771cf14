/** The state of a view lives in its address; this reads and writes it. */
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';

type Changes = Record<string, string | readonly string[] | null>;

export interface AddressState {
  get: (name: string) => string | null;
  all: (name: string) => string[];
  /** Changes some parameters and keeps the others; a step back returns to before unless `replace` is set. */
  patch: (changes: Changes, options?: { replace?: boolean }) => void;
  /** The plan that the picker stands on; null for all. */
  plan: string | null;
}

export function useAddress(): AddressState {
  const [parameters, setParameters] = useSearchParams();
  const patch = useCallback(
    (changes: Changes, options: { replace?: boolean } = {}) => {
      setParameters((before) => patched(before, changes), {
        replace: options.replace ?? false,
        preventScrollReset: true,
        flushSync: true,
      });
    },
    [setParameters],
  );
  return useMemo(
    () => ({
      get: (name) => parameters.get(name),
      all: (name) => parameters.getAll(name),
      patch,
      plan: parameters.get('plan'),
    }),
    [parameters, patch],
  );
}

export function patched(before: URLSearchParams, changes: Changes): URLSearchParams {
  const after = new URLSearchParams(before);
  for (const [name, value] of Object.entries(changes)) {
    after.delete(name);
    for (const one of typeof value === 'string' ? [value] : (value ?? [])) {
      if (one !== '') {
        after.append(name, one);
      }
    }
  }
  return after;
}

/** `values` with `value` taken out when it is there and put in when it is not. */
export function toggled(values: readonly string[], value: string): string[] {
  return values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
}

/** A number of an address; null when there is none. */
export function numberOf(value: string | null): number | null {
  if (value === null || value.trim() === '') {
    return null;
  }
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

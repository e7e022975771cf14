/** A text that is typed and stands in the address. */
import { useEffect, useRef, useState } from 'react';
import type { AddressState } from './address';

/** What the server reads of a query or a name at most. */
export const MOST_CHARACTERS = 512;

/** Browsers limit how often an address may be rewritten. */
const ADDRESS_DELAY_MS = 300;

export interface Typed {
  /** What stands in the field, with every key. */
  text: string;
  set: (text: string) => void;
  /** Writes what was typed into the address now: who leaves comes back to it. */
  settle: () => void;
}

/** What was typed, and what of it stands in the address: whichever spoke last leads. */
export class Draft {
  private text: string;
  private written: string;

  constructor(inAddress: string) {
    this.text = inAddress;
    this.written = inAddress;
  }

  type(text: string): void {
    this.text = text;
  }

  /** What the address says; whether it is news, before which what was typed gives way. */
  lead(inAddress: string): boolean {
    if (inAddress === this.written) {
      return false;
    }
    this.text = inAddress;
    this.written = inAddress;
    return true;
  }

  /** What the address is to say; null when it says so. The first words are a step that the way back undoes; more of them are none. */
  take(): { text: string; replace: boolean } | null {
    if (this.text === this.written) {
      return null;
    }
    const replace = this.written !== '';
    this.written = this.text;
    return { text: this.text, replace };
  }
}

/** What is typed, at once; the address follows when the typing rests, and leads when somebody goes back. */
export function useTyped(address: Pick<AddressState, 'get' | 'patch'>, name = 'q'): Typed {
  const inAddress = cut(address.get(name) ?? '');
  const [text, setText] = useState(inAddress);
  const [draft] = useState(() => new Draft(inAddress));
  const settle = useRef(() => {});
  settle.current = () => {
    const taken = draft.take();
    if (taken !== null) {
      address.patch({ [name]: taken.text }, { replace: taken.replace });
    }
  };
  const set = (typed: string) => {
    draft.type(typed);
    setText(typed);
  };
  useEffect(() => {
    if (draft.lead(inAddress)) {
      setText(inAddress);
    }
  }, [draft, inAddress]);
  // Each text that is typed begins the rest anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is typed is read when the rest is over
  useEffect(() => {
    const timer = setTimeout(() => settle.current(), ADDRESS_DELAY_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return { text, set, settle: () => settle.current() };
}

/** No longer than what a field takes. */
export function cut(text: string): string {
  return text.length > MOST_CHARACTERS ? Array.from(text).slice(0, MOST_CHARACTERS).join('') : text;
}

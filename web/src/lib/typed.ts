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

/** What is typed, at once; the address follows when the typing rests, and leads when somebody goes back. */
export function useTyped(address: Pick<AddressState, 'get' | 'patch'>, name = 'q'): Typed {
  const inAddress = cut(address.get(name) ?? '');
  const [text, setText] = useState(inAddress);
  const written = useRef(inAddress);
  const settle = useRef(() => {});
  settle.current = () => {
    if (text !== written.current) {
      // The first words are a step that the way back undoes; more of them are none.
      const replace = written.current !== '';
      written.current = text;
      address.patch({ [name]: text }, { replace });
    }
  };
  useEffect(() => {
    if (inAddress !== written.current) {
      written.current = inAddress;
      setText(inAddress);
    }
  }, [inAddress]);
  useEffect(() => {
    if (text === written.current) {
      return;
    }
    const timer = setTimeout(() => settle.current(), ADDRESS_DELAY_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return { text, set: setText, settle: () => settle.current() };
}

/** No longer than what a field takes. */
export function cut(text: string): string {
  return text.length > MOST_CHARACTERS ? Array.from(text).slice(0, MOST_CHARACTERS).join('') : text;
}

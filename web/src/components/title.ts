import { useEffect } from 'react';
import { useWords } from '../i18n';

/** Longer ones are cut: a title is read at a glance. */
const MOST_CHARACTERS = 40;

/** The title of the window says which view this is. */
export function useTitle(title: string | null | undefined): void {
  const words = useWords();
  useEffect(() => {
    document.title = title ? `${short(title)} · Plangraph` : `Plangraph ${words.product}`;
  }, [title, words.product]);
}

function short(title: string): string {
  const characters = Array.from(title);
  return characters.length > MOST_CHARACTERS ? `${characters.slice(0, MOST_CHARACTERS).join('')}…` : title;
}

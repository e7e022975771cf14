import { useEffect } from 'react';
import { useWords } from '../i18n';

/** The title of the window says which view this is. */
export function useTitle(title: string | null | undefined): void {
  const words = useWords();
  useEffect(() => {
    document.title = title ? `${title} · Plangraph` : `Plangraph ${words.product}`;
  }, [title, words.product]);
}

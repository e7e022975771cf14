import { useEffect, useState } from 'react';
import { useWords } from '../i18n';

const SAID_FOR_MS = 3000;

/** Copies a text, and says for a while whether that went well. */
export function useCopy(): [(text: string) => void, string] {
  const words = useWords();
  const [said, setSaid] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSaid(''), SAID_FOR_MS);
    return () => clearTimeout(timer);
  });
  function copy(text: string) {
    navigator.clipboard
      .writeText(text)
      .then(() => setSaid(words.copied))
      .catch(() => setSaid(`${words.copyFailed}: ${text}`));
  }
  return [copy, said];
}

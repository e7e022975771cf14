import { useState } from 'react';
import { useWords } from '../i18n';
import { copyText } from '../lib/clipboard';

const SAID_FOR_MS = 3000;

/** Copies a text, and says whether that went well; a text that could not be copied stays, to be taken by hand. */
export function useCopy(): [(text: string) => void, string] {
  const words = useWords();
  const [said, setSaid] = useState('');
  async function copy(text: string) {
    if (await copyText(text)) {
      setSaid(words.copied);
      setTimeout(() => setSaid((now) => (now === words.copied ? '' : now)), SAID_FOR_MS);
    } else {
      setSaid(`${words.copyFailed}: ${text}`);
    }
  }
  return [(text) => void copy(text), said];
}

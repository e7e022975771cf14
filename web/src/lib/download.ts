/** Files of the server, for readers with and without a key. */
import { apiKey, keyHeaders } from './api-key';
import { save } from './csv';

/** The name that `Content-Disposition` gives to a file; null when it gives none. */
export function fileName(disposition: string | null): string | null {
  const [, encoded] = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '') ?? [];
  const [, plain] = /filename="([^"]*)"/i.exec(disposition ?? '') ?? [];
  return encoded === undefined ? (plain ?? null) : decodeURIComponent(encoded);
}

async function fetchFile(address: string): Promise<void> {
  const answer = await fetch(address, { headers: keyHeaders() });
  if (!answer.ok) {
    throw new Error(`HTTP ${answer.status}`);
  }
  save(fileName(answer.headers.get('content-disposition')) ?? '', await answer.blob());
}

interface Click {
  preventDefault: () => void;
}

/**
 * What makes a link or a button lead to a file. A plain link cannot send a key, so whoever has entered one is given the
 * file by the page; when that fails, the plain link is followed, and the server says why.
 */
export function fileLink(address: string) {
  return {
    href: address,
    onClick: (event: Click) => {
      if (apiKey() !== null) {
        event.preventDefault();
        fetchFile(address).catch(() => window.location.assign(address));
      }
    },
  };
}

/** Where an API key is entered, for views that change something. */
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useWords } from '../i18n';
import { keepApiKey, useApiKey } from '../lib/api-key';

/** `role` is the least that the view needs, in the words of the reader. */
export function KeyBox({ role }: { role: string }) {
  const words = useWords();
  const key = useApiKey();
  const [typed, setTyped] = useState('');
  if (key !== null) {
    return (
      <p className="key-box no-print">
        <span className="flag">{words.keyKept}</span>
        <button type="button" className="quiet" onClick={() => keepApiKey(null)}>
          {words.keyForget}
        </button>
      </p>
    );
  }
  return (
    <form
      className="key-box no-print"
      onSubmit={(event) => {
        event.preventDefault();
        keepApiKey(typed);
        setTyped('');
      }}
    >
      <Input
        type="password"
        autoComplete="off"
        className="key-input"
        aria-label={words.keyLabel}
        placeholder={words.keyPlaceholder(role)}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Button htmlType="submit" disabled={typed.trim() === ''}>
        {words.keyUse}
      </Button>
      <span className="aside">{words.keyHint}</span>
    </form>
  );
}

/** A field that narrows a list while it is typed in. */
import { Input } from 'antd';
import { useState } from 'react';
import { MOST_CHARACTERS, type Typed } from '../lib/typed';

export function FilterInput({ typed, label }: { typed: Typed; label: string }) {
  // What an input method composes is not a word yet and narrows nothing.
  const [composed, setComposed] = useState<string | null>(null);
  return (
    <Input
      className="filter-input"
      allowClear
      aria-label={label}
      placeholder={label}
      maxLength={MOST_CHARACTERS}
      value={composed ?? typed.text}
      onCompositionStart={(event) => setComposed(event.currentTarget.value)}
      onCompositionEnd={(event) => {
        setComposed(null);
        typed.set(event.currentTarget.value);
      }}
      onChange={(event) =>
        composed === null ? typed.set(event.target.value) : setComposed(event.target.value)
      }
      onBlur={typed.settle}
    />
  );
}

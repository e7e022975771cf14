/** The first items of a long list, and a button that shows more of them. */
import { type ReactNode, useState } from 'react';
import { useWords } from '../i18n';

interface FewProps<T> {
  items: readonly T[];
  /** Items shown before somebody asks for more. */
  few: number;
  /** Items shown more with each asking. */
  more: number;
  /** An item as a `li`. */
  children: (item: T) => ReactNode;
}

export function Few<T>({ items, few, more, children }: FewProps<T>) {
  const words = useWords();
  const [shown, setShown] = useState(few);
  return (
    <>
      <ul className="review-items">{items.slice(0, shown).map(children)}</ul>
      {items.length > shown && (
        <button type="button" className="quiet" onClick={() => setShown(shown + more)}>
          {words.more} ({items.length - shown})
        </button>
      )}
    </>
  );
}

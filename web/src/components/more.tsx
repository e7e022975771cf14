import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useWords } from '../i18n';

/** A list that comes page by page. */
export interface Paged {
  nodes: readonly unknown[];
  totalCount?: number | null | undefined;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isError: boolean;
  fetchNextPage: () => unknown;
}

/** The end of a list: goes on by itself when it comes into view and nothing failed, and by a button. */
export function More({ of }: { of: Paged }) {
  const words = useWords();
  const end = useRef<HTMLDivElement>(null);
  const go = useRef(of.fetchNextPage);
  go.current = of.fetchNextPage;
  const { hasNextPage, isFetchingNextPage, isError } = of;
  useEffect(() => {
    const element = end.current;
    if (!element || !hasNextPage || isFetchingNextPage || isError) {
      return;
    }
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) {
          go.current();
        }
      },
      { rootMargin: '400px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [hasNextPage, isFetchingNextPage, isError]);
  return (
    <div className="more" ref={end}>
      <span aria-live="polite">{words.loadedOf(of.nodes.length, of.totalCount ?? 0)}</span>
      {isError && <span role="alert">{words.failed}</span>}
      {hasNextPage && (
        <Button onClick={() => void of.fetchNextPage()} loading={isFetchingNextPage}>
          {words.more}
        </Button>
      )}
    </div>
  );
}

import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useWords } from '../i18n';

interface MoreProps {
  loaded: number;
  total: number;
  hasMore: boolean;
  isLoading: boolean;
  onMore: () => void;
}

/** The end of a list: goes on by itself when it comes into view, and by a button. */
export function More({ loaded, total, hasMore, isLoading, onMore }: MoreProps) {
  const words = useWords();
  const end = useRef<HTMLDivElement>(null);
  const go = useRef(onMore);
  go.current = onMore;
  useEffect(() => {
    const element = end.current;
    if (!element || !hasMore || isLoading) {
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
  }, [hasMore, isLoading]);
  return (
    <div className="more" ref={end}>
      <span aria-live="polite">{words.loadedOf(loaded, total)}</span>
      {hasMore && (
        <Button onClick={onMore} loading={isLoading}>
          {words.more}
        </Button>
      )}
    </div>
  );
}

/** A long list of which only what is near the window is drawn: a hundred pages of it are as light as three. */
import { Fragment, type ReactNode, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';

/** About how high a task in a list is. */
export const HIT_HEIGHT = 190;

/** Items that come and go together. */
const CHUNK = 10;

/** Chunks that are drawn at once, as much as a screen shows; of the others the observer tells which are near. */
const FIRST = 1;

/** How far from the window a chunk is still drawn. */
const NEAR = '1500px 0px';

interface WindowedProps<T> {
  items: readonly T[];
  keyOf: (item: T) => string;
  /** About how high an item is, in pixels, until it has been drawn. */
  height: number;
  /** Draws all of it: for paper. */
  isWhole?: boolean;
  children: (item: T) => ReactNode;
}

export function Windowed<T>({ items, keyOf, height, isWhole = false, children }: WindowedProps<T>) {
  const chunks = [];
  for (let from = 0; from < items.length; from += CHUNK) {
    const part = items.slice(from, from + CHUNK);
    chunks.push(
      <Chunk key={from} isDrawnAtOnce={from < FIRST * CHUNK} isWhole={isWhole} height={part.length * height}>
        {() => part.map((item) => <Fragment key={keyOf(item)}>{children(item)}</Fragment>)}
      </Chunk>,
    );
  }
  return chunks;
}

interface ChunkProps {
  isDrawnAtOnce: boolean;
  isWhole: boolean;
  height: number;
  children: () => ReactNode;
}

function Chunk({ isDrawnAtOnce, isWhole, height, children }: ChunkProps) {
  const element = useRef<HTMLDivElement>(null);
  const [isDrawn, setIsDrawn] = useState(isDrawnAtOnce);
  // What it measured when it was drawn last keeps its place.
  const measured = useRef<number | null>(null);
  useEffect(() => {
    const chunk = element.current;
    if (!chunk) {
      return;
    }
    const observer = new IntersectionObserver(
      (entries) => {
        const isNear = entries.at(-1)?.isIntersecting ?? true;
        if (!isNear && chunk.contains(document.activeElement)) {
          return;
        }
        if (!isNear && chunk.childElementCount > 0) {
          measured.current = chunk.offsetHeight;
        }
        setIsDrawn(isNear);
      },
      { rootMargin: NEAR },
    );
    observer.observe(chunk);
    const draw = () => flushSync(() => setIsDrawn(true));
    window.addEventListener('beforeprint', draw);
    return () => {
      observer.disconnect();
      window.removeEventListener('beforeprint', draw);
    };
  }, []);
  return isDrawn || isWhole ? (
    <div ref={element}>{children()}</div>
  ) : (
    <div ref={element} style={{ height: measured.current ?? height }} />
  );
}

import { type RefObject, useEffect, useRef } from 'react';

/** How much of what was chosen has to be seen, in pixels. */
const LEAST_SEEN = 160;

/** What was chosen is brought into view where it stands below, or begins above; beside the list it stays. */
export function intoView(element: Element | null): void {
  const top = element?.getBoundingClientRect().top ?? 0;
  if (top < 0 || top > window.innerHeight - LEAST_SEEN) {
    element?.scrollIntoView({ block: 'start' });
  }
}

/**
 * For what shows a choice: with another choice it comes into view, and takes the focus when it can, for the keyboard goes
 * on there. What is chosen when a view is opened leaves the page at its beginning.
 */
export function useIntoView<T extends HTMLElement>(choice: string | null): RefObject<T | null> {
  const element = useRef<T>(null);
  const before = useRef(choice);
  useEffect(() => {
    if (before.current !== choice) {
      before.current = choice;
      if (choice !== null) {
        intoView(element.current);
        element.current?.focus({ preventScroll: true });
      }
    }
  }, [choice]);
  return element;
}

/** How much of what was chosen has to be seen, in pixels. */
const LEAST_SEEN = 160;

/** On a narrow screen, where what was chosen stands below, it is brought into view; beside the list it stays. */
export function intoView(element: Element | null): void {
  const top = element?.getBoundingClientRect().top ?? 0;
  if (top > window.innerHeight - LEAST_SEEN) {
    element?.scrollIntoView({ block: 'start' });
  }
}

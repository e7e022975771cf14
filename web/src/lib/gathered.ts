/** Whether a list that is fetched page after page has come. */

interface Fetched {
  nodes: readonly unknown[];
  /** Whether no page is missing. */
  isComplete: boolean;
  /** Whether what is there answers an earlier question. */
  isPlaceholderData: boolean;
}

/** Whether all items are there, or the first so many: before that a file of them would lack some without a word. */
export function isGathered({ nodes, isComplete, isPlaceholderData }: Fetched, most: number): boolean {
  return !isPlaceholderData && nodes.length > 0 && (isComplete || nodes.length >= most);
}

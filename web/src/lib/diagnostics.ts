/** Codes with the number of times each was noticed, the most frequent first. */
export function codesOf(diagnostics: readonly { code: string }[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { code } of diagnostics) {
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]);
}

/** A code as words: `NO_LEAD` is “No lead”. */
export function spoken(code: string): string {
  const words = code.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What two texts do not have in common, in scalar values. */
import type { Range } from './text';

/** Longer texts are not compared letter by letter: the table for it would be too large. */
const MOST_CELLS = 4_000_000;

export interface Differences {
  /** What only the first text has. */
  first: Range[];
  /** What only the second text has. */
  second: Range[];
}

/** Nothing when the texts are the same, or too long to compare. */
export function differences(first: string, second: string): Differences {
  const a = Array.from(first);
  const b = Array.from(second);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) {
    start += 1;
  }
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) {
    end += 1;
  }
  const rows = a.length - start - end;
  const columns = b.length - start - end;
  if (rows * columns > MOST_CELLS) {
    return { first: [], second: [] };
  }
  // lengths[i][j]: of the longest text that both have from i and j on.
  const width = columns + 1;
  const lengths = new Uint16Array((rows + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = rows - 1; i >= 0; i -= 1) {
    for (let j = columns - 1; j >= 0; j -= 1) {
      lengths[i * width + j] =
        a[start + i] === b[start + j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const found: Differences = { first: [], second: [] };
  let i = 0;
  let j = 0;
  while (i < rows || j < columns) {
    if (i < rows && j < columns && a[start + i] === b[start + j]) {
      i += 1;
      j += 1;
    } else if (j >= columns || (i < rows && at(i + 1, j) >= at(i, j + 1))) {
      add(found.first, start + i);
      i += 1;
    } else {
      add(found.second, start + j);
      j += 1;
    }
  }
  return found;
}

/** Puts a scalar value to the stretch that ends before it, or begins one. */
function add(ranges: Range[], at: number): void {
  const last = ranges.at(-1);
  if (last?.end === at) {
    last.end = at + 1;
  } else {
    ranges.push({ start: at, end: at + 1 });
  }
}

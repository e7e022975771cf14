/** Text in Unicode scalar values, as all offsets of the API count. */

export interface Range {
  start: number;
  end: number;
}

export interface Piece {
  text: string;
  isMarked: boolean;
}

/** `text` cut at the ends of `ranges`, which may overlap and come in any order. */
export function pieces(text: string, ranges: readonly Range[]): Piece[] {
  const scalars = Array.from(text);
  const found: Piece[] = [];
  let at = 0;
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    const start = Math.max(at, Math.min(range.start, scalars.length));
    const end = Math.min(range.end, scalars.length);
    if (end <= start) {
      continue;
    }
    if (start > at) {
      found.push({ text: scalars.slice(at, start).join(''), isMarked: false });
    }
    found.push({ text: scalars.slice(start, end).join(''), isMarked: true });
    at = end;
  }
  if (at < scalars.length) {
    found.push({ text: scalars.slice(at).join(''), isMarked: false });
  }
  return found;
}

/** Where `needle` stands in `text`, without regard to case. */
export function occurrences(text: string, needle: string): Range[] {
  const wanted = Array.from(needle.trim().toLowerCase());
  if (wanted.length === 0) {
    return [];
  }
  const scalars = Array.from(text, (scalar) => scalar.toLowerCase());
  const found: Range[] = [];
  for (let at = 0; at + wanted.length <= scalars.length; at += 1) {
    if (wanted.every((scalar, offset) => scalars[at + offset] === scalar)) {
      found.push({ start: at, end: at + wanted.length });
      at += wanted.length - 1;
    }
  }
  return found;
}

export interface Line {
  /** From 1, as spans count. */
  number: number;
  /** Its first scalar value in the whole text. */
  start: number;
  end: number;
  text: string;
}

/** The lines of a source text, without their ends. */
export function linesOf(text: string): Line[] {
  let start = 0;
  return text.split('\n').map((line, index) => {
    const length = scalarCount(line);
    const found = { number: index + 1, start, end: start + length, text: line.replace(/\r$/, '') };
    start += length + 1;
    return found;
  });
}

/** The part of `range` that lies in `line`, counted within the line; null when none does. */
export function within(line: Line, range: Range): Range | null {
  const start = Math.max(range.start, line.start);
  const end = Math.min(range.end, line.end);
  return start < end ? { start: start - line.start, end: end - line.start } : null;
}

export function scalarCount(text: string): number {
  let count = 0;
  for (const _scalar of text) {
    count += 1;
  }
  return count;
}

/** A private-use character, of which a font shows nothing. */
export const PRIVATE_USE = /[\uE000-\uF8FF]/u;

/** `text` with private-use characters as pieces of their own. */
export function privateUsePieces(text: string): { text: string; codePoint: string | null }[] {
  return text
    .split(/([\uE000-\uF8FF])/u)
    .filter((part) => part !== '')
    .map((part) => ({
      text: part,
      codePoint: PRIVATE_USE.test(part) ? `U+${part.codePointAt(0)?.toString(16).toUpperCase()}` : null,
    }));
}

/** `start,end` of an address; null when it is no stretch. */
export function parseStretch(value: string | null): Range | null {
  const match = /^(\d{1,9}),(\d{1,9})$/.exec(value ?? '');
  if (!match) {
    return null;
  }
  const range = { start: Number(match[1]), end: Number(match[2]) };
  return range.start < range.end ? range : null;
}

export function formatStretch(range: Range): string {
  return `${range.start},${range.end}`;
}

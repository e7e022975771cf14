import { occurrences, pieces, type Range } from '../lib/text';

/** A text with some of its stretches marked, in scalar values. */
export function Marked({ text, ranges }: { text: string; ranges: readonly Range[] }) {
  let at = 0;
  return pieces(text, ranges).map((piece) => {
    const key = at;
    at += piece.text.length;
    return piece.isMarked ? <mark key={key}>{piece.text}</mark> : <span key={key}>{piece.text}</span>;
  });
}

/** A text with every occurrence of `needle` marked. */
export function Found({ text, needle }: { text: string; needle: string }) {
  return <Marked text={text} ranges={occurrences(text, needle)} />;
}

/** What narrows a list to one kind of its rows, or leaves it whole. */
import { Segmented } from 'antd';
import { useWords } from '../i18n';

interface NarrowingProps<T extends string> {
  label: string;
  kinds: readonly T[];
  names: Readonly<Record<string, string>>;
  /** The kind chosen; null for all. */
  value: T | null;
  /** The rows of a kind, or all. Kinds without rows are not offered; left out where nobody counts them. */
  count?: (kind: T | null) => number;
  onChoose: (kind: T | null) => void;
}

export function Narrowing<T extends string>({
  label,
  kinds,
  names,
  value,
  count,
  onChoose,
}: NarrowingProps<T>) {
  const words = useWords();
  const offered = kinds.filter((kind) => kind === value || count === undefined || count(kind) > 0);
  const option = (kind: T | null, text: string) => ({
    value: kind ?? '',
    label: count === undefined ? text : `${text} ${count(kind)}`,
  });
  return (
    <Segmented
      aria-label={label}
      value={value ?? ''}
      options={[option(null, words.allTies), ...offered.map((kind) => option(kind, names[kind] ?? kind))]}
      onChange={(chosen) => onChoose(kinds.find((kind) => kind === chosen) ?? null)}
    />
  );
}

/** Addresses of the files that the server writes: `/export` of README.md. */
import type { TaskOrder } from '../api/generated/graphql';
import type { Language } from '../i18n';

/** Ids, as the API takes them. */
type Id = string | number;

interface ExportParameters {
  /** What the file is called, without its ending. */
  name: string;
  /** Headings and words of tables are in this language; an evaluation is in Chinese. */
  language?: Language;
  plans?: readonly Id[];
  chapterIds?: readonly Id[];
  units?: readonly string[];
  leads?: readonly string[];
  cities?: readonly string[];
  /** A search whose tasks are meant. */
  query?: string;
  keepAsText?: readonly string[];
  /** null for the order of the documents, or of a search. */
  orderBy?: TaskOrder | null;
  /** The year by whose end a plan is evaluated. */
  year?: number;
}

/** Comma-separated values begin with a byte order mark, as Chinese Excel wants it. */
export function exportAddress(
  what: 'tasks' | 'ledger' | 'corrections' | 'evaluation',
  format: 'csv' | 'xlsx' | 'md',
  { name, language, query, orderBy, year, ...lists }: ExportParameters,
): string {
  const parameters = new URLSearchParams();
  for (const [key, values] of Object.entries(lists)) {
    if (values !== undefined && values.length > 0) {
      parameters.set(key, values.join(','));
    }
  }
  if (query !== undefined) {
    parameters.set('query', query);
  }
  if (orderBy) {
    parameters.set('orderBy', orderBy.field);
    parameters.set('direction', orderBy.direction ?? 'ASC');
  }
  if (year !== undefined) {
    parameters.set('year', String(year));
  }
  if (format === 'csv') {
    parameters.set('bom', 'true');
  }
  if (language !== undefined) {
    parameters.set('lang', language);
  }
  parameters.set('name', name);
  return `/export/${what}.${format}?${parameters}`;
}

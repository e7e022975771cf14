/** The result of a search as a table file: tasks as the server writes them, whole; other things as the page knows them. */
import { Button } from 'antd';
import { useState } from 'react';
import { ask } from '../../api/client';
import { SearchPageDocument, type SearchPageQuery, type TaskFilter } from '../../api/generated/graphql';
import { useLanguage } from '../../i18n';
import { downloadCsv } from '../../lib/csv';
import { fileLink } from '../../lib/download';
import { exportAddress } from '../../lib/export';
import { type Hit, orderOf, type Wanted } from './use-search';

interface SaveSearchProps {
  query: string;
  wants: Wanted;
  total: number;
}

export function SaveSearch({ query, wants, total }: SaveSearchProps) {
  const { words, language } = useLanguage();
  if (wants.types.some((type) => type !== 'TASK')) {
    return <SaveOthers query={query} wants={wants} total={total} />;
  }
  const address = (format: 'csv' | 'xlsx') =>
    exportAddress('tasks', format, {
      name: `${words.results} ${query}`.trim(),
      language,
      query,
      keepAsText: wants.keepAsText,
      orderBy: orderOf(wants),
      ...listsOf(wants.filter),
    });
  return (
    <>
      <Button {...fileLink(address('csv'))} download>
        {words.downloadCsv}
      </Button>
      <Button {...fileLink(address('xlsx'))} download>
        {words.downloadXlsx}
      </Button>
    </>
  );
}

/** A filter of the address, as the server's downloads take it. */
function listsOf(filter: TaskFilter | null) {
  const [led] = filter?.and ?? [];
  return {
    plans: filter?.plans ?? [],
    chapterIds: filter?.chapterIds ?? [],
    units: filter?.units?.any ?? [],
    leads: led?.units?.any ?? [],
    cities: filter?.cities?.any ?? [],
  };
}

/** Units, places, chapters and targets are short lists; of a longer one the file holds this many, and the page says so. */
const MOST_ROWS = 5000;

function SaveOthers({ query, wants, total }: SaveSearchProps) {
  const { words } = useLanguage();
  const [isSaving, setIsSaving] = useState(false);
  const [said, setSaid] = useState('');
  async function save() {
    const hits: Hit[] = [];
    let after: string | null = null;
    do {
      const { types, filter, keepAsText } = wants;
      const answer: SearchPageQuery = await ask(SearchPageDocument, {
        query,
        types,
        filter,
        keepAsText,
        first: 100,
        after,
        facets: 0,
      });
      const { edges, pageInfo } = answer.search;
      hits.push(...edges.map(({ node }) => node));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null && hits.length < MOST_ROWS);
    const rows = hits.map((hit) => [words.type[typeOf(hit)], nameOf(hit)]);
    downloadCsv(`${words.results} ${query}`, [words.kind, words.fields.name ?? ''], rows);
    setSaid(words.savedOf(rows.length, total));
  }
  return (
    <>
      <span className="aside" role="status">
        {said}
      </span>
      <Button
        loading={isSaving}
        onClick={() => {
          setIsSaving(true);
          setSaid('');
          save()
            .catch(() => setSaid(words.failed))
            .finally(() => setIsSaving(false));
        }}
      >
        {words.downloadCsv}
      </Button>
    </>
  );
}

/** The type as the API names it: `INDICATOR`. */
function typeOf(hit: Hit): string {
  return hit.__typename.toUpperCase();
}

function nameOf(hit: Hit): string {
  switch (hit.__typename) {
    case 'Task':
      return hit.label ?? hit.text;
    case 'Unit':
    case 'City':
      return hit.name;
    case 'Chapter':
    case 'Section':
      return hit.title;
    case 'Indicator':
      return hit.phrase;
  }
}

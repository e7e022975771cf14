/** The result of a search as a table file. */
import { ask } from '../../api/client';
import { type Role, SearchPageDocument, type SearchPageQuery } from '../../api/generated/graphql';
import type { Words } from '../../i18n/zh';
import { type Cell, downloadCsv } from '../../lib/csv';
import { to } from '../../routes';
import type { Hit, TaskHit, Wanted } from './use-search';

/** A table that a spreadsheet still opens with ease. */
const MOST_ROWS = 5000;

export async function saveSearch(query: string, wants: Wanted, words: Words): Promise<void> {
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
    hits.push(...answer.search.edges.map(({ node }) => node));
    after = answer.search.pageInfo.hasNextPage ? answer.search.pageInfo.endCursor : null;
  } while (after !== null && hits.length < MOST_ROWS);
  const tasks = hits.filter((hit) => hit.__typename === 'Task');
  const name = `${words.results}-${query}`;
  if (tasks.length === hits.length) {
    downloadCsv(
      name,
      taskHeader(words),
      tasks.map((task) => taskRow(task)),
    );
  } else {
    downloadCsv(name, [words.kind, words.fields.name ?? ''], hits.map(otherRow));
  }
}

function taskHeader(words: Words): string[] {
  const { facets, roleUnit } = words;
  return [
    words.plan,
    facets.chapters ?? '',
    words.task,
    words.fields.label ?? '',
    words.fields.text ?? '',
    roleUnit.LEAD ?? '',
    roleUnit.RESPONSIBLE ?? '',
    roleUnit.SUPPORTING ?? '',
    words.cities,
    words.permalink,
  ];
}

function taskRow(task: TaskHit): Cell[] {
  const units = (role: Role) =>
    task.assignments
      .filter((one) => one.role === role)
      .map(({ unit }) => unit.name)
      .join('、');
  return [
    task.plan.title,
    task.chapter.title,
    task.number,
    task.label,
    task.text,
    units('LEAD'),
    units('RESPONSIBLE'),
    units('SUPPORTING'),
    [...new Set(task.cities.map(({ city }) => city.name))].join('、'),
    new URL(to.task(task.id), window.location.href).href,
  ];
}

function otherRow(hit: Hit): Cell[] {
  switch (hit.__typename) {
    case 'Task':
      return [hit.__typename, hit.label ?? hit.text];
    case 'Unit':
    case 'City':
      return [hit.__typename, hit.name];
    case 'Chapter':
    case 'Section':
      return [hit.__typename, hit.title];
    case 'Indicator':
      return [hit.__typename, hit.phrase];
  }
}

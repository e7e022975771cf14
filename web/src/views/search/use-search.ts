/** What the address asks of the search, and the answer. */
import { useMemo } from 'react';
import {
  SearchPageDocument,
  type SearchPageQuery,
  type SearchType,
  type TaskFilter,
} from '../../api/generated/graphql';
import { usePages } from '../../api/hooks';
import type { AddressState } from '../../lib/address';

export type Answer = SearchPageQuery['search'];
export type Edge = Answer['edges'][number];
export type Hit = Edge['node'];
export type TaskHit = Extract<Hit, { __typename: 'Task' }>;

export const TYPES: readonly SearchType[] = ['TASK', 'UNIT', 'CITY', 'CHAPTER', 'SECTION', 'INDICATOR'];
export const SORTS = ['relevance', 'document', 'units', 'deadline'] as const;
export type Sort = (typeof SORTS)[number];

/** The API ranks by relevance; for another order this many hits are fetched and sorted here. */
export const SORTED_HITS = 500;

/** Parameters of the address that narrow a search, by the facet that sets them. */
export const FACETS = {
  plans: 'plan',
  chapters: 'chapter',
  leadUnits: 'lead',
  units: 'unit',
  cities: 'city',
} as const;
export type Facet = keyof typeof FACETS;

export interface Wanted {
  types: SearchType[];
  sort: Sort;
  keepAsText: string[];
  filter: TaskFilter | null;
  isFiltered: boolean;
}

export function wanted(address: Pick<AddressState, 'get' | 'all'>): Wanted {
  const type = TYPES.find((one) => one === address.get('type')) ?? 'TASK';
  const filter = filterOf(address);
  return {
    types: [type],
    sort: SORTS.find((one) => one === address.get('sort')) ?? 'relevance',
    keepAsText: address.all('keep'),
    filter,
    isFiltered: filter !== null,
  };
}

/** Values of one facet widen the answer, values of several narrow it. */
export function filterOf(address: Pick<AddressState, 'all'>): TaskFilter | null {
  const plans = address.all('plan');
  const chapterIds = address.all('chapter');
  const leads = address.all('lead');
  const units = address.all('unit');
  const cities = address.all('city');
  const filter: TaskFilter = {
    ...(plans.length > 0 ? { plans } : {}),
    ...(chapterIds.length > 0 ? { chapterIds } : {}),
    ...(cities.length > 0 ? { cities: { any: cities } } : {}),
    ...(units.length > 0 ? { units: { any: units } } : {}),
    ...(leads.length > 0 ? { and: [{ units: { any: leads, role: 'LEAD' as const } }] } : {}),
  };
  return Object.keys(filter).length === 0 ? null : filter;
}

export function useSearch(query: string, wants: Wanted, facets: number) {
  const isSorted = wants.sort !== 'relevance';
  const isAsked = query.trim() !== '' || wants.isFiltered;
  const pages = usePages(
    SearchPageDocument,
    {
      query: query.trim(),
      types: wants.types,
      filter: wants.filter,
      keepAsText: wants.keepAsText,
      first: isSorted ? 100 : 20,
      facets,
    },
    (answer) => ({ ...answer.search, nodes: answer.search.edges }),
    { enabled: isAsked, keep: true, ...(isSorted ? { upTo: SORTED_HITS } : {}) },
  );
  const edges = useMemo(() => sorted(pages.nodes, wants.sort), [pages.nodes, wants.sort]);
  return { ...pages, edges, isAsked, answer: isAsked ? pages.data?.pages[0]?.search : undefined };
}

const NEVER = '9999';

export function sorted(edges: readonly Edge[], sort: Sort): readonly Edge[] {
  const rank: ((task: TaskHit) => number | string) | null = {
    relevance: null,
    document: (task: TaskHit) => task.number,
    units: (task: TaskHit) => -new Set(task.assignments.map(({ unit }) => unit.id)).size,
    deadline: (task: TaskHit) =>
      task.deadlines.flatMap(({ date }) => (date === null ? [] : [date])).sort()[0] ?? NEVER,
  }[sort];
  if (rank === null) {
    return edges;
  }
  const ranked = edges.map((edge) => ({
    edge,
    rank: edge.node.__typename === 'Task' ? rank(edge.node) : 0,
  }));
  // Equal ones stay in the order of relevance: the sort is stable.
  ranked.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));
  return ranked.map(({ edge }) => edge);
}

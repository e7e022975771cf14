/** What the address asks of the search, and the answer. */
import {
  SearchPageDocument,
  type SearchPageQuery,
  type SearchType,
  type TaskFilter,
  type TaskOrder,
} from '../../api/generated/graphql';
import { askAhead, useAsk, usePages } from '../../api/hooks';
import type { AddressState } from '../../lib/address';

export type Answer = SearchPageQuery['search'];
export type Edge = Answer['edges'][number];
export type Hit = Edge['node'];
export type TaskHit = Extract<Hit, { __typename: 'Task' }>;

export const TYPES: readonly SearchType[] = ['TASK', 'UNIT', 'CITY', 'CHAPTER', 'SECTION', 'INDICATOR'];
export const SORTS = ['relevance', 'document', 'units', 'deadline'] as const;
export type Sort = (typeof SORTS)[number];

/** Orders other than that of relevance, in which the server lists tasks; equal ones stand as in the document. */
const ORDERS: Record<Exclude<Sort, 'relevance'>, TaskOrder> = {
  document: { field: 'DOCUMENT', direction: 'ASC' },
  units: { field: 'UNIT_COUNT', direction: 'DESC' },
  deadline: { field: 'DEADLINE', direction: 'ASC' },
};

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
    // As the facet counts: places within a city have facets of their own.
    ...(cities.length > 0 ? { cities: { any: cities, includeDescendants: false } } : {}),
    ...(units.length > 0 ? { units: { any: units } } : {}),
    ...(leads.length > 0 ? { and: [{ units: { any: leads, role: 'LEAD' as const } }] } : {}),
  };
  return Object.keys(filter).length === 0 ? null : filter;
}

/** The list of what a query finds. */
function listOf(query: string, wants: Wanted, facets: number) {
  return {
    document: SearchPageDocument,
    variables: {
      query: query.trim(),
      types: wants.types,
      filter: wants.filter,
      keepAsText: wants.keepAsText,
      orderBy: orderOf(wants),
      first: 20,
      facets,
    },
    pick: (answer: SearchPageQuery) => ({ ...answer.search, nodes: answer.search.edges }),
  };
}

function isAsking(query: string, wants: Wanted): boolean {
  return query.trim() !== '' || wants.isFiltered;
}

export function useSearch(query: string, wants: Wanted, facets: number) {
  const isAsked = isAsking(query, wants);
  const { document, variables, pick } = listOf(query, wants, facets);
  const pages = usePages(document, variables, pick, { enabled: isAsked, keep: true });
  return {
    ...pages,
    edges: pages.nodes,
    isAsked,
    answer: isAsked ? pages.data?.pages[0]?.search : undefined,
    /** Asks for what is being typed before the page is drawn with it. */
    foresee: (typed: string) => {
      if (isAsking(typed, wants)) {
        askAhead(listOf(typed, wants, facets));
      }
    },
  };
}

/** The choices of an address but for those of one facet. */
export function without(facet: Facet, { all }: Pick<AddressState, 'all'>): Pick<AddressState, 'all'> {
  return { all: (name) => (name === FACETS[facet] ? [] : all(name)) };
}

/**
 * The values of a facet, counted as if none of them were chosen: another one widens the answer, and could not be chosen
 * if only those that are chosen were told.
 */
export function useFacet(
  facet: Facet,
  query: string,
  address: AddressState,
  answer: Answer | undefined,
  size: number,
) {
  const values = address.all(FACETS[facet]);
  const { types, keepAsText } = wanted(address);
  const filter = filterOf(without(facet, address));
  const wider = useAsk(
    SearchPageDocument,
    { query: query.trim(), types, filter, keepAsText, first: 0, facets: size },
    { enabled: values.length > 0, keep: true },
  );
  const found = answer?.facets[facet] ?? [];
  const counted = (values.length > 0 && wider.data?.search.facets[facet]) || found;
  const isCounted = (id: string) => counted.some((one) => one.id === id);
  return {
    counted,
    /** What is chosen and stands further down the list, or is not found. */
    others: values
      .filter((id) => !isCounted(id))
      .map((id) => ({ id, count: found.find((one) => one.id === id)?.count ?? 0 })),
  };
}

/** Only tasks have an order besides relevance. */
export function orderOf({ types, sort }: Pick<Wanted, 'types' | 'sort'>): TaskOrder | null {
  return sort === 'relevance' || types.some((type) => type !== 'TASK') ? null : ORDERS[sort];
}

/** What the address asks of the network, and the answer. */
import {
  NetworkDocument,
  type NetworkFilter,
  type NetworkQuery,
  type Projection,
  type Role,
  type UnitKind,
  type Weighting,
} from '../../api/generated/graphql';
import { useAsk } from '../../api/hooks';
import { type AddressState, numberOf } from '../../lib/address';

export type Network = NetworkQuery['network'];
export type NetworkNode = Network['nodes'][number];
export type NetworkEdge = Network['edges'][number];

export const PROJECTIONS: readonly Projection[] = ['CO_RESPONSIBLE', 'LEAD_TO_RESPONSIBLE'];
export const WEIGHTINGS: readonly Weighting[] = ['COUNT', 'NEWMAN', 'JACCARD', 'SALTON'];

/** Measures of a unit, by what they are called in the API. */
export const MEASURES = [
  'weightedDegree',
  'degree',
  'inDegree',
  'outDegree',
  'betweenness',
  'closeness',
  'eigenvector',
  'pageRank',
  'constraint',
  'effectiveSize',
  'coreNumber',
  'clustering',
] as const;
export type Measure = (typeof MEASURES)[number];

/** Measures that tell the two ends of an edge apart. */
const DIRECTED: readonly Measure[] = ['inDegree', 'outDegree'];

export const COLOURS = ['community', 'kind', 'coreNumber'] as const;
export type Colour = (typeof COLOURS)[number];

/** What a unit may do in a task. */
export const ROLES: Role[] = ['LEAD', 'RESPONSIBLE', 'SUPPORTING'];

/** With local governments and unnamed bodies; the API leaves these two out by itself. */
const EVERY_KIND: UnitKind[] = [
  'DEPARTMENT',
  'BUREAU',
  'OFFICE',
  'INSTITUTION',
  'ENTERPRISE',
  'COOPERATIVE',
  'MASS_ORGANIZATION',
  'PARTY_BODY',
  'LOCAL_GOVERNMENT',
  'GROUP',
  'PLACEHOLDER',
  'OTHER',
];

export function networkFilter({ get, all, plan }: Pick<AddressState, 'get' | 'all' | 'plan'>): NetworkFilter {
  const chapter = get('chapter');
  const roles = ROLES.filter((role) => all('role').includes(role));
  const tasks = {
    ...(plan === null ? {} : { plans: [plan] }),
    ...(chapter === null ? {} : { chapterIds: [chapter] }),
  };
  return {
    projection: PROJECTIONS.find((one) => one === get('projection')) ?? 'CO_RESPONSIBLE',
    weighting: WEIGHTINGS.find((one) => one === get('weighting')) ?? 'COUNT',
    ...(Object.keys(tasks).length === 0 ? {} : { tasks }),
    ...(numberOf(get('min')) === null ? {} : { minWeight: numberOf(get('min')) }),
    ...(get('kinds') === 'all' ? { kinds: EVERY_KIND } : {}),
    ...(roles.length === 0 ? {} : { roles }),
  };
}

export function useNetwork(address: AddressState) {
  return useAsk(NetworkDocument, { filter: networkFilter(address) }, { keep: true });
}

export function measures(isDirected: boolean): Measure[] {
  return MEASURES.filter((one) => isDirected || !DIRECTED.includes(one));
}

/** A unit with those that it is tied to, and the ties among them. */
export function ego(network: Network, unit: string): Network {
  const near = new Set([unit]);
  for (const { source, target } of network.edges) {
    if (source.id === unit) {
      near.add(target.id);
    }
    if (target.id === unit) {
      near.add(source.id);
    }
  }
  return {
    ...network,
    nodes: network.nodes.filter((node) => near.has(node.unit.id)),
    edges: network.edges.filter(({ source, target }) => near.has(source.id) && near.has(target.id)),
  };
}

/** How large and of which colour units and ties are drawn. */
import type { Colour, Measure, Network, NetworkNode } from './use-network';

/** Told apart by people who do not see all colours, and dark enough for white and light enough for black. */
const PALETTE = ['#1a6fb5', '#c0392b', '#2e8b57', '#b9770e', '#7d3c98', '#148f8f', '#b03a78', '#5d6d7e'];

const SMALLEST = 14;
const LARGEST = 58;

export function sizes(network: Network, measure: Measure): Map<string, number> {
  const values = network.nodes.map((node) => node[measure] ?? 0);
  const most = Math.max(...values, Number.MIN_VALUE);
  const least = Math.min(...values, most);
  return new Map(
    network.nodes.map((node) => {
      const share = most === least ? 0.3 : ((node[measure] ?? 0) - least) / (most - least);
      // The eye compares areas.
      return [node.unit.id, SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(share)];
    }),
  );
}

interface Coloured {
  key: string;
  colour: string;
  /** The ids of those that have it. */
  units: string[];
}

/** The units by what their colour tells. Colours come again when there are more kinds than colours. */
export function coloured(network: Network, by: Colour): Coloured[] {
  const key = (node: NetworkNode) => (by === 'kind' ? node.unit.kind : String(node[by]));
  const keys = [...new Set(network.nodes.map(key))].sort((a, b) =>
    a.localeCompare(b, 'en', { numeric: true }),
  );
  const found = keys.map((one, index) => ({
    key: one,
    colour: PALETTE[index % PALETTE.length] ?? '#5d6d7e',
    units: [] as string[],
  }));
  const byKey = new Map(found.map((one) => [one.key, one]));
  for (const node of network.nodes) {
    byKey.get(key(node))?.units.push(node.unit.id);
  }
  return found;
}

export function colours(network: Network, by: Colour): Map<string, string> {
  return new Map(
    coloured(network, by).flatMap(({ colour, units }) => units.map((id) => [id, colour] as const)),
  );
}

/** From hardly seen to plain, by weight. */
export function opacity(weight: number, heaviest: number): number {
  return 0.1 + 0.55 * Math.sqrt(weight / heaviest);
}

export function width(weight: number, heaviest: number): number {
  return 0.6 + 7 * (weight / heaviest);
}

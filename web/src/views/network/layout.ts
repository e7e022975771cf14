/** Where units stand: by forces, from places that depend on nothing but the units, so that every visit shows the same. */
import Graph from 'graphology';
import forceAtlas2 from 'graphology-layout-forceatlas2';
import type { Network } from './use-network';

export interface Place {
  x: number;
  y: number;
}

/** A small network settles; a large one is drawn before anybody loses patience. */
const STEPS = 400;
const WORK = 600_000;

export function places(network: Network): Map<string, Place> {
  const graph = new Graph({ type: 'undirected' });
  const count = network.nodes.length;
  for (const [index, { unit }] of network.nodes.entries()) {
    // The golden angle spreads any number of units evenly.
    const angle = index * 2.399963;
    const radius = 10 * Math.sqrt(index + 1);
    graph.addNode(unit.id, { x: radius * Math.cos(angle), y: radius * Math.sin(angle) });
  }
  const heaviest = Math.max(Number.MIN_VALUE, ...network.edges.map(({ weight }) => weight));
  for (const { source, target, weight } of network.edges) {
    if (source.id !== target.id && graph.hasNode(source.id) && graph.hasNode(target.id)) {
      const relative = weight / heaviest;
      if (graph.hasEdge(source.id, target.id)) {
        graph.updateEdgeAttribute(source.id, target.id, 'weight', (before) => Number(before) + relative);
      } else {
        graph.addEdge(source.id, target.id, { weight: relative });
      }
    }
  }
  const iterations = Math.max(20, Math.min(STEPS, Math.round(WORK / Math.max(1, count + graph.size))));
  if (count > 1) {
    forceAtlas2.assign(graph, {
      iterations,
      settings: {
        gravity: 0.6,
        scalingRatio: 18,
        strongGravityMode: false,
        edgeWeightInfluence: 1,
        barnesHutOptimize: count > 500,
        slowDown: 4,
      },
    });
  }
  const found = new Map<string, Place>();
  graph.forEachNode((id, { x, y }) => {
    found.set(id, { x: Number(x), y: Number(y) });
  });
  return scaled(found);
}

/** The same picture in a frame of one size, so that circles and labels have room whatever the forces did. */
function scaled(found: Map<string, Place>): Map<string, Place> {
  const all = [...found.values()];
  const left = Math.min(...all.map(({ x }) => x));
  const top = Math.min(...all.map(({ y }) => y));
  const width = Math.max(1, ...all.map(({ x }) => x - left));
  const height = Math.max(1, ...all.map(({ y }) => y - top));
  const side = 170 * Math.sqrt(found.size);
  return new Map(
    [...found].map(([id, { x, y }]) => [
      id,
      { x: ((x - left) / width) * side, y: ((y - top) / height) * side * 0.72 },
    ]),
  );
}

/** Where units stand: by forces, from places that depend on nothing but the units, so that every visit shows the same. */
import Graph from 'graphology';
import forceAtlas2 from 'graphology-layout-forceatlas2';

/** What places follow from. */
export interface LayoutInput {
  nodes: { unit: { id: string } }[];
  edges: { source: { id: string }; target: { id: string }; weight: number }[];
}

export interface Point {
  x: number;
  y: number;
}

/** A small network settles; a large one is drawn before anybody loses patience. */
const STEPS = 400;
const WORK = 600_000;

/** Room for a circle with its label. */
const WIDE = 150;
const HIGH = 84;

/** Above this many units nobody reads labels, and pushing each pair apart takes too long. */
const MOST_PUSHED = 600;

export function places(network: LayoutInput): Map<string, Point> {
  const tied = new Set(
    network.edges.flatMap(({ source, target }) => (source.id === target.id ? [] : [source.id, target.id])),
  );
  const ids = network.nodes.map(({ unit }) => unit.id);
  const found = spread(
    forced(
      network,
      ids.filter((id) => tied.has(id)),
    ),
  );
  if (found.size <= MOST_PUSHED) {
    pushApart([...found.values()]);
  }
  return withAlone(
    found,
    ids.filter((id) => !tied.has(id)),
  );
}

/** Places from forces: ties pull, units push each other away. */
function forced(network: LayoutInput, ids: readonly string[]): Map<string, Point> {
  const graph = new Graph({ type: 'undirected' });
  for (const [index, id] of ids.entries()) {
    // The golden angle spreads any number of units evenly.
    const angle = index * 2.399963;
    const radius = 10 * Math.sqrt(index + 1);
    graph.addNode(id, { x: radius * Math.cos(angle), y: radius * Math.sin(angle) });
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
  if (graph.order > 1) {
    forceAtlas2.assign(graph, {
      iterations: Math.max(20, Math.min(STEPS, Math.round(WORK / (graph.order + graph.size)))),
      settings: {
        gravity: 1,
        scalingRatio: 10,
        edgeWeightInfluence: 0.7,
        barnesHutOptimize: graph.order > 500,
        slowDown: 4,
      },
    });
  }
  const found = new Map<string, Point>();
  graph.forEachNode((id, { x, y }) => {
    found.set(id, { x: Number(x), y: Number(y) });
  });
  return found;
}

/** Forces crowd the middle and throw out the rim: distances from the middle are evened out, directions kept. */
function spread(found: Map<string, Point>): Map<string, Point> {
  const count = Math.max(1, found.size);
  const middle = { x: 0, y: 0 };
  for (const { x, y } of found.values()) {
    middle.x += x / count;
    middle.y += y / count;
  }
  const byDistance = [...found]
    .map(([id, { x, y }]) => ({ id, dx: x - middle.x, dy: y - middle.y }))
    .map((one) => ({ ...one, distance: Math.hypot(one.dx, one.dy) }))
    .sort((a, b) => a.distance - b.distance);
  const furthest = byDistance.at(-1)?.distance || 1;
  const side = 70 * Math.sqrt(count);
  return new Map(
    byDistance.map(({ id, dx, dy, distance }, index) => {
      // Half by rank, which fills a disc evenly, half by what the forces said.
      const share = 0.5 * Math.sqrt((index + 0.5) / count) + 0.5 * (distance / furthest);
      const scale = distance === 0 ? 0 : (share * side) / distance;
      return [id, { x: dx * scale * 1.55, y: dy * scale }];
    }),
  );
}

/** Moves places until no label lies on another. */
function pushApart(all: Point[]) {
  for (let round = 0; round < 120; round += 1) {
    let moved = false;
    for (const [index, a] of all.entries()) {
      for (const b of all.slice(index + 1)) {
        const dx = b.x - a.x || 0.01;
        const dy = b.y - a.y || 0.01;
        const overlapX = WIDE - Math.abs(dx);
        const overlapY = HIGH - Math.abs(dy);
        if (overlapX > 0 && overlapY > 0) {
          moved = true;
          // The shorter way out.
          if (overlapX / WIDE < overlapY / HIGH) {
            const step = (Math.sign(dx) * overlapX) / 4;
            a.x -= step;
            b.x += step;
          } else {
            const step = (Math.sign(dy) * overlapY) / 4;
            a.y -= step;
            b.y += step;
          }
        }
      }
    }
    if (!moved) {
      return;
    }
  }
}

/** Units without a tie stand in rows below. */
function withAlone(found: Map<string, Point>, alone: readonly string[]): Map<string, Point> {
  const xs = [...found.values()].map(({ x }) => x);
  const left = Math.min(0, ...xs);
  const columns = Math.max(6, Math.floor((Math.max(0, ...xs) - left) / WIDE));
  const below = Math.max(0, ...[...found.values()].map(({ y }) => y)) + HIGH * 1.5;
  for (const [index, id] of alone.entries()) {
    found.set(id, {
      x: left + (index % columns) * WIDE * 1.2,
      y: below + Math.floor(index / columns) * HIGH,
    });
  }
  return found;
}

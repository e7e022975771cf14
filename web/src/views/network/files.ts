/** The picture and the network as files, made in the page. */

import type { Point } from './layout';
import { colours, opacity, sizes, width } from './looks';
import { type Colour, MEASURES, type Measure, type Network } from './use-network';

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

export function svg(network: Network, at: Map<string, Point>, size: Measure, colour: Colour): string {
  const sizeOf = sizes(network, size);
  const colourOf = colours(network, colour);
  const shown = [...at].filter(([id]) => sizeOf.has(id)).map(([, place]) => place);
  const margin = 80;
  const left = Math.min(...shown.map(({ x }) => x)) - margin;
  const top = Math.min(...shown.map(({ y }) => y)) - margin;
  const wide = Math.max(...shown.map(({ x }) => x)) - left + margin;
  const high = Math.max(...shown.map(({ y }) => y)) - top + margin;
  const heaviest = Math.max(Number.MIN_VALUE, ...network.edges.map(({ weight }) => weight));
  const lines = network.edges.flatMap(({ source, target, weight }) => {
    const from = at.get(source.id);
    const to = at.get(target.id);
    return from && to
      ? `<line x1="${round(from.x)}" y1="${round(from.y)}" x2="${round(to.x)}" y2="${round(to.y)}" stroke-width="${round(width(weight, heaviest))}" stroke-opacity="${round(opacity(weight, heaviest))}"/>`
      : [];
  });
  const circles = network.nodes.flatMap(({ unit }) => {
    const place = at.get(unit.id);
    const radius = (sizeOf.get(unit.id) ?? 0) / 2;
    return place
      ? `<circle cx="${round(place.x)}" cy="${round(place.y)}" r="${round(radius)}" fill="${colourOf.get(unit.id)}"/><text x="${round(place.x)}" y="${round(place.y + radius + 15)}">${escaped(unit.name)}</text>`
      : [];
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="${round(left)} ${round(top)} ${round(wide)} ${round(high)}">
<rect x="${round(left)}" y="${round(top)}" width="${round(wide)}" height="${round(high)}" fill="#fff"/>
<g stroke="#5d6d7e">${lines.join('')}</g>
<g font-family="sans-serif" font-size="14" text-anchor="middle">${circles.join('')}</g>
</svg>
`;
}

function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** GEXF 1.3 with every measure, for Gephi. */
export function gexf(network: Network, at: Map<string, Point>): string {
  const attributes = MEASURES.map(
    (measure) => `<attribute id="${measure}" title="${measure}" type="double"/>`,
  );
  const nodes = network.nodes.map((node) => {
    const values = MEASURES.flatMap((measure) =>
      node[measure] === null ? [] : `<attvalue for="${measure}" value="${node[measure]}"/>`,
    );
    const place = at.get(node.unit.id);
    const position = place ? `<viz:position x="${round(place.x)}" y="${round(-place.y)}"/>` : '';
    return `<node id="${escaped(node.unit.id)}" label="${escaped(node.unit.name)}"><attvalues>${values.join('')}<attvalue for="kind" value="${node.unit.kind}"/><attvalue for="community" value="${node.community}"/></attvalues>${position}</node>`;
  });
  const edges = network.edges.map(
    ({ source, target, weight, taskCount }, index) =>
      `<edge id="${index}" source="${escaped(source.id)}" target="${escaped(target.id)}" weight="${weight}"><attvalues><attvalue for="taskCount" value="${taskCount}"/></attvalues></edge>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
<graph defaultedgetype="${network.isDirected ? 'directed' : 'undirected'}">
<attributes class="node">${attributes.join('')}<attribute id="kind" title="kind" type="string"/><attribute id="community" title="community" type="integer"/></attributes>
<attributes class="edge"><attribute id="taskCount" title="taskCount" type="integer"/></attributes>
<nodes>
${nodes.join('\n')}
</nodes>
<edges>
${edges.join('\n')}
</edges>
</graph>
</gexf>
`;
}

import { expect, test } from 'vitest';
import { draw, drawn, fitted, stressOf, tieAt, unitAt, zoomed } from './drawing';
import { gexf, svg } from './files';
import { places } from './layout';
import { colours, sizes } from './looks';
import { ego, MEASURES, measures, type Network, networkFilter } from './use-network';

function network(edges: [string, string, number][]): Network {
  const names = [...new Set(edges.flatMap(([a, b]) => [a, b] as string[])), '孤'];
  return {
    projection: 'CO_RESPONSIBLE',
    weighting: 'COUNT',
    isDirected: false,
    nodes: names.map((name, index) => ({
      unit: { id: name, name: `省${name}<厅>`, kind: 'DEPARTMENT' },
      ...Object.fromEntries(MEASURES.map((measure) => [measure, 0])),
      degree: edges.filter(([a, b]) => a === name || b === name).length,
      constraint: null,
      community: index % 2,
      coreNumber: 1,
    })),
    edges: edges.map(([source, target, weight]) => ({
      source: { id: source, name: source },
      target: { id: target, name: target },
      weight,
      taskCount: weight,
    })),
  } as unknown as Network;
}

const triangle = network([
  ['a', 'b', 5],
  ['b', 'c', 1],
]);

test('the same network stands in the same places', () => {
  const first = places(triangle);
  expect([...places(triangle)]).toEqual([...first]);
  expect(first.size).toBe(4);
  for (const { x, y } of first.values()) {
    expect(Number.isFinite(x) && Number.isFinite(y)).toBe(true);
  }
});

test('a network of no unit and of one has places too', () => {
  expect(places({ ...triangle, nodes: [], edges: [] }).size).toBe(0);
  expect(places({ ...triangle, nodes: triangle.nodes.slice(0, 1), edges: [] }).size).toBe(1);
});

test('an ego network holds a unit, its neighbours and the ties among them', () => {
  const near = ego(triangle, 'a');
  expect(near.nodes.map(({ unit }) => unit.id)).toEqual(['a', 'b']);
  expect(near.edges).toHaveLength(1);
});

test('the largest unit has the largest circle, and a measure that is null the smallest', () => {
  const size = sizes(triangle, 'degree');
  expect(size.get('b')).toBe(58);
  expect(size.get('孤')).toBe(14);
  expect(new Set(sizes(triangle, 'constraint').values()).size).toBe(1);
});

test('units of one group have one colour', () => {
  const colour = colours(triangle, 'community');
  expect(colour.get('a')).toBe(colour.get('c'));
  expect(colour.get('a')).not.toBe(colour.get('b'));
});

test('files are well-formed where names have marks', () => {
  const at = places(triangle);
  for (const file of [svg(triangle, at, 'degree', 'kind'), gexf(triangle, at)]) {
    expect(file).toContain('省a&lt;厅&gt;');
    expect(file).not.toContain('NaN');
    expect(file).not.toContain('undefined');
  }
  expect(gexf(triangle, at)).not.toContain('for="constraint"');
});

test('directions matter only where there are some', () => {
  expect(measures(false)).not.toContain('inDegree');
  expect(measures(true)).toContain('inDegree');
});

test.each([
  ['', { projection: 'CO_RESPONSIBLE', weighting: 'COUNT' }],
  [
    'projection=LEAD_TO_RESPONSIBLE&weighting=JACCARD&min=0.5&chapter=c',
    { projection: 'LEAD_TO_RESPONSIBLE', weighting: 'JACCARD', minWeight: 0.5, tasks: { chapterIds: ['c'] } },
  ],
  ['projection=x&min=y&role=z', { projection: 'CO_RESPONSIBLE', weighting: 'COUNT' }],
  [
    'role=SUPPORTING&role=LEAD',
    { projection: 'CO_RESPONSIBLE', weighting: 'COUNT', roles: ['LEAD', 'SUPPORTING'] },
  ],
])('the filter of %s', (query, expected) => {
  const parameters = new URLSearchParams(query);
  expect(
    networkFilter({
      get: (name) => parameters.get(name),
      all: (name) => parameters.getAll(name),
      plan: null,
    }),
  ).toEqual(expected);
});

const shown = drawn(
  triangle,
  new Map([
    ['a', { x: 0, y: 0 }],
    ['b', { x: 100, y: 0 }],
    ['c', { x: 100, y: 50 }],
  ]),
  sizes(triangle, 'degree'),
  colours(triangle, 'community'),
);

test('everything fits the picture', () => {
  const frame = fitted(shown, 400, 300, 20);
  for (const { x, y, radius } of shown.units) {
    expect(x * frame.scale + frame.x - radius * frame.scale).toBeGreaterThanOrEqual(19.9);
    expect(x * frame.scale + frame.x + radius * frame.scale).toBeLessThanOrEqual(380.1);
    expect(y * frame.scale + frame.y + radius * frame.scale).toBeLessThanOrEqual(280.1);
  }
  expect(fitted({ ...shown, units: [] }, 400, 300, 20).scale).toBe(1);
});

test('a point of the screen is a unit, a tie, or nothing', () => {
  const frame = { scale: 2, x: 10, y: 20 };
  expect(unitAt(shown, frame, 10, 20)).toBe('a');
  expect(unitAt(shown, frame, 110, 20)).toBeNull();
  expect(tieAt(shown, frame, 110, 22)).toMatchObject({ source: 'a', target: 'b' });
  expect(tieAt(shown, frame, 213, 75)).toMatchObject({ source: 'b', target: 'c' });
  expect(tieAt(shown, frame, 110, 60)).toBeNull();
});

test('a tie is hit where it is drawn, however large the picture', () => {
  const frame = { scale: 4, x: 0, y: 0 };
  // The heaviest tie is 7.6 pixels wide at most.
  expect(tieAt(shown, frame, 200, 6)).toMatchObject({ source: 'a', target: 'b' });
  expect(tieAt(shown, frame, 200, 12)).toBeNull();
});

/** Takes down which names are written, and paints nothing. */
function written(wide: number, high: number): string[] {
  const names: string[] = [];
  const context = new Proxy({} as Record<string, unknown>, {
    get: (_none, name) => (name === 'fillText' ? (text: string) => names.push(text) : () => {}),
    set: () => true,
  });
  const frame = { scale: 4, x: 0, y: 0 };
  const looks = { isDark: false, isMoving: false, wide, high };
  draw(context as unknown as CanvasRenderingContext2D, shown, frame, null, looks);
  return names.sort();
}

test('names are written where they are seen, whatever the density of the screen', () => {
  expect(written(300, 200)).toEqual(['省a<厅>']);
  expect(written(600, 400)).toEqual(['省a<厅>', '省b<厅>', '省c<厅>']);
});

test('what is under the pointer stays there when the picture grows', () => {
  const frame = { scale: 1, x: 5, y: 5 };
  const larger = zoomed(frame, 2, 30, 40);
  expect((30 - larger.x) / larger.scale).toBeCloseTo(25);
  expect((40 - larger.y) / larger.scale).toBeCloseTo(35);
  expect(zoomed(frame, 1000, 0, 0).scale).toBe(4);
});

test('a unit is stressed with its neighbours, a tie and a path with nobody else', () => {
  const stressed = (chosen: string | null, path: string[] = []) => {
    const stress = stressOf(shown, chosen, path);
    return stress && [[...stress.near].sort(), stress.isTieChosen('b', 'c')];
  };
  expect(stressed('a')).toEqual([['a', 'b'], false]);
  expect(stressed('b~c')).toEqual([['b', 'c'], true]);
  expect(stressed(null, ['a', 'b', 'c'])).toEqual([['a', 'b', 'c'], true]);
  expect(stressed('unknown')).toBeNull();
  expect(stressed(null)).toBeNull();
});

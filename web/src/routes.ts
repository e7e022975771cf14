/** The addresses of the page. The server answers each of them with the page: `PAGES` in src/http/page.rs. */
import type { Range } from './lib/text';
import { formatStretch } from './lib/text';

type Parameters = Record<string, string | readonly string[] | null | undefined>;

/** `path` with those parameters that have a value. */
function address(path: string, parameters: Parameters): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of typeof value === 'string' ? [value] : (value ?? [])) {
      if (one !== '') {
        query.append(name, one);
      }
    }
  }
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}

export const to = {
  search: (parameters: Parameters = {}) => address('/', parameters),
  task: (id: string, stretch?: Range, plan?: string | null) =>
    address(`/tasks/${encodeURIComponent(id)}`, { char: stretch ? formatStretch(stretch) : null, plan }),
  units: (plan?: string | null) => address('/units', { plan }),
  /** By id, or by any name that the unit bears or bore. */
  unit: (id: string, plan?: string | null) => address(`/units/${encodeURIComponent(id)}`, { plan }),
  cities: (plan?: string | null) => address('/cities', { plan }),
  /** By code, id or name. */
  city: (code: string, plan?: string | null) => address(`/cities/${encodeURIComponent(code)}`, { plan }),
  chapters: (plan?: string | null, chapter?: number) =>
    `${address('/chapters', { plan })}${chapter === undefined ? '' : `#chapter-${chapter}`}`,
  targets: (parameters: Parameters = {}) => address('/targets', parameters),
  network: (parameters: Parameters = {}) => address('/network', parameters),
  matrix: (plan?: string | null) => address('/matrix', { plan }),
  progress: (parameters: Parameters = {}) => address('/progress', parameters),
  review: (parameters: Parameters = {}) => address('/review', parameters),
  findings: (parameters: Parameters = {}) => address('/findings', parameters),
  compare: (parameters: Parameters = {}) => address('/compare', parameters),
  ask: (parameters: Parameters = {}) => address('/ask', parameters),
  data: (plan?: string | null, parameters: Parameters = {}) => address('/data', { plan, ...parameters }),
};

/** One address of every view, for the tests that open each directly. */
export const VIEWS = [
  '/',
  '/tasks/:id',
  '/units',
  '/units/:id',
  '/cities',
  '/cities/:code',
  '/chapters',
  '/targets',
  '/network',
  '/matrix',
  '/progress',
  '/review',
  '/findings',
  '/compare',
  '/ask',
  '/data',
];

/** What a thing of the graph is reached by; null for one that has no view. */
export function addressOf(
  node: {
    __typename?: string;
    id?: string;
    code?: string;
    plan?: { id: string };
    chapter?: { plan: { id: string } };
  } | null,
  plan?: string | null,
): string | null {
  switch (node?.__typename) {
    case 'Task':
      return to.task(node.id ?? '', undefined, plan);
    case 'Unit':
      return to.unit(node.id ?? '', plan);
    case 'City':
      return to.city(node.code ?? node.id ?? '', plan);
    case 'Chapter':
    case 'Section':
      return `${to.chapters(node.plan?.id ?? node.chapter?.plan.id)}#${node.id}`;
    default:
      return null;
  }
}

/** Draws a network on a canvas: ties by weight, units, and as many names as find room. */
import type { Point } from './layout';
import { opacity, width } from './looks';
import type { Network } from './use-network';

/** What to draw, in the units of the layout; made once per network and look. */
export interface Drawn {
  units: { id: string; name: string; x: number; y: number; radius: number; colour: string }[];
  ties: { source: string; target: string; from: Point; to: Point; width: number; opacity: number }[];
  isDirected: boolean;
}

/** What is to be seen before all else: units and ties that are chosen, and what stays plain beside them. */
export interface Stress {
  units: ReadonlySet<string>;
  near: ReadonlySet<string>;
  isTieChosen: (source: string, target: string) => boolean;
}

/** How layout becomes screen: `screen = layout * scale + offset`. */
export interface Frame {
  scale: number;
  x: number;
  y: number;
}

export interface Looks {
  isDark: boolean;
  /** How large the picture is, in the pixels that frames are in: a dense screen has more of its own. */
  wide: number;
  high: number;
  /** Leaves the ties out: a large network follows the hand that moves it. */
  isMoving: boolean;
}

const CHOSEN = '#d4380d';
const FADED = 0.12;

/** Below this a circle is no more than a speck. */
const LEAST_RADIUS = 2;

/** Below this scale circles shrink no more, or a large network would be all ties. */
const LEAST_SCALE = 0.12;

function radiusOf(unit: { radius: number }, scale: number): number {
  return Math.max(LEAST_RADIUS, unit.radius * Math.max(scale, LEAST_SCALE));
}

/** So many ties are told apart; more are drawn paler. */
const PLAIN_TIES = 2000;

/** Names that one picture can hold. */
const MOST_NAMES = 400;

/** Specks have no name, but for the first so many. */
const NAMED_RADIUS = 3;
const NAMED_SPECKS = 60;

export function drawn(
  network: Network,
  at: ReadonlyMap<string, Point>,
  sizeOf: ReadonlyMap<string, number>,
  colourOf: ReadonlyMap<string, string>,
): Drawn {
  const heaviest = Math.max(Number.MIN_VALUE, ...network.edges.map(({ weight }) => weight));
  const units = network.nodes.flatMap(({ unit }) => {
    const place = at.get(unit.id);
    const radius = (sizeOf.get(unit.id) ?? 0) / 2;
    return place
      ? [{ id: unit.id, name: unit.name, ...place, radius, colour: colourOf.get(unit.id) ?? '#5d6d7e' }]
      : [];
  });
  // The largest first: they get their names first, and lie below the small ones.
  units.sort((a, b) => b.radius - a.radius);
  const ties = network.edges.flatMap(({ source, target, weight }) => {
    const from = at.get(source.id);
    const to = at.get(target.id);
    return from && to
      ? [
          {
            source: source.id,
            target: target.id,
            from,
            to,
            width: width(weight, heaviest),
            opacity: opacity(weight, heaviest),
          },
        ]
      : [];
  });
  // The heaviest ties lie on top.
  ties.sort((a, b) => a.width - b.width);
  return { units, ties, isDirected: network.isDirected };
}

/** The frame in which everything is seen in `wide` by `high` pixels. */
export function fitted({ units }: Drawn, wide: number, high: number, margin: number): Frame {
  const bounds = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const { x, y, radius } of units) {
    bounds.left = Math.min(bounds.left, x - radius);
    bounds.right = Math.max(bounds.right, x + radius);
    bounds.top = Math.min(bounds.top, y - radius);
    bounds.bottom = Math.max(bounds.bottom, y + radius);
  }
  if (units.length === 0) {
    return { scale: 1, x: wide / 2, y: high / 2 };
  }
  const scale = Math.min(
    (wide - 2 * margin) / Math.max(1, bounds.right - bounds.left),
    (high - 2 * margin) / Math.max(1, bounds.bottom - bounds.top),
    LARGEST_SCALE,
  );
  return {
    scale,
    x: wide / 2 - (scale * (bounds.left + bounds.right)) / 2,
    y: high / 2 - (scale * (bounds.top + bounds.bottom)) / 2,
  };
}

export const LARGEST_SCALE = 4;
export const SMALLEST_SCALE = 0.01;

export function draw(
  context: CanvasRenderingContext2D,
  what: Drawn,
  frame: Frame,
  stress: Stress | null,
  looks: Looks,
) {
  context.lineCap = 'butt';
  if (!looks.isMoving) {
    drawTies(context, what, frame, stress, looks);
  }
  const ring = looks.isDark ? '#1c2026' : '#ffffff';
  for (const unit of what.units) {
    const isChosen = stress?.units.has(unit.id) ?? false;
    context.globalAlpha = stress && !stress.near.has(unit.id) ? FADED : 1;
    const radius = radiusOf(unit, frame.scale);
    context.beginPath();
    context.arc(unit.x * frame.scale + frame.x, unit.y * frame.scale + frame.y, radius, 0, 2 * Math.PI);
    context.fillStyle = unit.colour;
    context.fill();
    if (isChosen || radius > 3) {
      context.lineWidth = isChosen ? 3 : 1;
      context.strokeStyle = isChosen ? CHOSEN : ring;
      context.stroke();
    }
  }
  context.globalAlpha = 1;
  drawNames(context, what, frame, stress, looks);
}

/** Ties of one look are one stroke: a canvas draws ten thousand lines as one path, and hardly as many paths. */
function drawTies(
  context: CanvasRenderingContext2D,
  { ties, isDirected }: Drawn,
  frame: Frame,
  stress: Stress | null,
  { isDark }: Looks,
) {
  const plain = isDark ? '#8d97a5' : '#6b7785';
  const pale = Math.min(1, Math.sqrt(PLAIN_TIES / Math.max(1, ties.length)));
  let look = '';
  const begin = (colour: string, alpha: number, wide: number) => {
    const next = `${colour} ${alpha.toFixed(2)} ${wide.toFixed(1)}`;
    if (next !== look) {
      if (look !== '') {
        context.stroke();
      }
      look = next;
      context.beginPath();
      context.strokeStyle = colour;
      context.fillStyle = colour;
      context.globalAlpha = alpha;
      context.lineWidth = wide;
    }
  };
  const chosen: Drawn['ties'] = [];
  const line = (tie: Drawn['ties'][number]) => {
    const fromX = tie.from.x * frame.scale + frame.x;
    const fromY = tie.from.y * frame.scale + frame.y;
    const toX = tie.to.x * frame.scale + frame.x;
    const toY = tie.to.y * frame.scale + frame.y;
    context.moveTo(fromX, fromY);
    context.lineTo(toX, toY);
    if (isDirected) {
      arrow(context, fromX, fromY, toX, toY, Math.max(4, 12 * frame.scale));
    }
  };
  for (const tie of ties) {
    if (stress?.isTieChosen(tie.source, tie.target)) {
      chosen.push(tie);
      continue;
    }
    begin(plain, tie.opacity * pale * (stress ? FADED : 1), widthOf(tie, frame.scale));
    line(tie);
  }
  for (const tie of chosen) {
    begin(CHOSEN, 0.75, 1 + widthOf(tie, frame.scale));
    line(tie);
  }
  if (look !== '') {
    context.stroke();
  }
  context.globalAlpha = 1;
}

/** Lines shrink less than distances: a hair is hard to see and to hit. */
function widthOf(tie: { width: number }, scale: number): number {
  return Math.max(0.4, tie.width * Math.min(1, Math.sqrt(scale)));
}

/** The head of an arrow halfway: at the end it would lie below the circle. */
function arrow(
  context: CanvasRenderingContext2D,
  fromX: number,
  fromY: number,
  toX: number,
  toY: number,
  size: number,
) {
  const angle = Math.atan2(toY - fromY, toX - fromX);
  const x = fromX + (toX - fromX) * 0.6;
  const y = fromY + (toY - fromY) * 0.6;
  for (const turn of [-0.45, 0.45]) {
    context.moveTo(x, y);
    context.lineTo(x - size * Math.cos(angle + turn), y - size * Math.sin(angle + turn));
  }
}

/** Names of the chosen first, then of the largest; one that would lie on another is left out. */
function drawNames(
  context: CanvasRenderingContext2D,
  { units }: Drawn,
  frame: Frame,
  stress: Stress | null,
  { isDark, wide, high }: Looks,
) {
  const size = Math.min(16, Math.max(10.5, 20 * frame.scale));
  context.font = `${size}px sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'top';
  context.lineJoin = 'round';
  context.lineWidth = 3;
  context.strokeStyle = isDark ? '#1c2026' : '#ffffff';
  context.fillStyle = isDark ? '#e4e7eb' : '#1f2329';
  const taken = new Set<string>();
  const shown = stress
    ? [...units].sort((a, b) => Number(stress.units.has(b.id)) - Number(stress.units.has(a.id)))
    : units;
  let names = 0;
  for (const unit of shown) {
    if (names >= MOST_NAMES) {
      return;
    }
    const x = unit.x * frame.scale + frame.x;
    const y = unit.y * frame.scale + frame.y + radiusOf(unit, frame.scale) + 2;
    const isSeen = x > -100 && y > -30 && x < wide + 100 && y < high + 30;
    if (!isSeen || (stress && !stress.near.has(unit.id))) {
      continue;
    }
    if (names >= NAMED_SPECKS && !stress && radiusOf(unit, frame.scale) < NAMED_RADIUS) {
      return;
    }
    const half = (size * unit.name.length) / 2;
    // Names may come near each other, not lie on each other.
    const cells = cellsOf(x - half, y + 2, x + half, y + size - 2);
    if (cells.some((cell) => taken.has(cell)) && !stress?.units.has(unit.id)) {
      continue;
    }
    for (const cell of cells) {
      taken.add(cell);
    }
    names += 1;
    context.strokeText(unit.name, x, y);
    context.fillText(unit.name, x, y);
  }
}

/** How finely it is noted where names lie, in pixels. */
const CELL = 4;

function cellsOf(left: number, top: number, right: number, bottom: number): string[] {
  const cells = [];
  for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x += 1) {
    for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y += 1) {
      cells.push(`${x} ${y}`);
    }
  }
  return cells;
}

/** How near a finger or a pointer has to come, in pixels. */
const NEAR = 6;

/** The unit at a point of the screen; of several the nearest. */
export function unitAt({ units }: Drawn, frame: Frame, x: number, y: number): string | null {
  let best: { id: string; far: number } | null = null;
  for (const unit of units) {
    const far = Math.hypot(unit.x * frame.scale + frame.x - x, unit.y * frame.scale + frame.y - y);
    const reach = Math.max(NEAR, radiusOf(unit, frame.scale));
    if (far <= reach && (best === null || far < best.far)) {
      best = { id: unit.id, far };
    }
  }
  return best?.id ?? null;
}

/** The tie at a point of the screen; of several the one on top. */
export function tieAt({ ties }: Drawn, frame: Frame, x: number, y: number): Drawn['ties'][number] | null {
  const point = { x: (x - frame.x) / frame.scale, y: (y - frame.y) / frame.scale };
  const reach = (tie: Drawn['ties'][number]) => Math.max(NEAR, widthOf(tie, frame.scale) / 2) / frame.scale;
  return ties.findLast((tie) => fromLine(point, tie.from, tie.to) <= reach(tie)) ?? null;
}

/** How far a point is from a stretch of a line. */
function fromLine(point: Point, from: Point, to: Point): number {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((point.x - from.x) * dx + (point.y - from.y) * dy) / length;
  const share = Math.min(1, Math.max(0, along));
  return Math.hypot(point.x - from.x - share * dx, point.y - from.y - share * dy);
}

/** `frame` made larger or smaller around a point of the screen. */
export function zoomed(frame: Frame, factor: number, x: number, y: number): Frame {
  const scale = Math.min(LARGEST_SCALE, Math.max(SMALLEST_SCALE, frame.scale * factor));
  const by = scale / frame.scale;
  return { scale, x: x - (x - frame.x) * by, y: y - (y - frame.y) * by };
}

/** What a choice puts before all else: a unit with those that it is tied to, a tie, or a path; null when nothing is chosen. */
export function stressOf(what: Drawn, chosen: string | null, path: readonly string[]): Stress | null {
  const ends = path.length > 0 ? path : (chosen?.split('~') ?? []);
  const known = new Set(what.units.map(({ id }) => id));
  const units = new Set(ends.filter((id) => known.has(id)));
  if (units.size === 0) {
    return null;
  }
  const isTieChosen =
    ends.length > 1
      ? (source: string, target: string) => units.has(source) && units.has(target)
      : (source: string, target: string) => units.has(source) || units.has(target);
  const near = new Set(units);
  if (ends.length === 1) {
    for (const { source, target } of what.ties) {
      if (isTieChosen(source, target)) {
        near.add(source).add(target);
      }
    }
  }
  return { units, near, isTieChosen };
}

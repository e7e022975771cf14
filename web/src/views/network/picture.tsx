/** The network as a picture on a plain canvas, so that it needs no graphics card and works over remote desktops. */
import { useCallback, useEffect, useImperativeHandle, useMemo, useRef } from 'react';
import { useTheme } from '../../lib/theme';
import {
  type Drawn,
  draw,
  drawn,
  type Frame,
  fitted,
  type Stress,
  stressOf,
  tieAt,
  unitAt,
  zoomed,
} from './drawing';
import type { Point } from './layout';
import { colours, sizes } from './looks';
import type { Colour, Measure, Network } from './use-network';

export interface PictureHandle {
  png: () => Promise<Blob | null>;
  fit: () => void;
  zoom: (factor: number) => void;
}

interface PictureProps {
  network: Network;
  at: Map<string, Point>;
  size: Measure;
  colour: Colour;
  label: string;
  /** A unit, or two units with a tilde between for their tie. */
  chosen: string | null;
  /** Units to be seen before all others: a path. */
  path: readonly string[];
  onUnit: (id: string | null) => void;
  onEdge: (source: string, target: string) => void;
  handle: React.Ref<PictureHandle>;
}

const MARGIN = 28;

/** Above this many ties a picture that moves is drawn without them. */
const TIES_IN_MOTION = 4000;

/** After how long a picture that moved is drawn whole. */
const REST_MS = 120;

/** A press that moves less is a click. */
const CLICK = 4;

/** The longest side of a picture file, in pixels. */
const LARGEST_FILE = 6000;

export default function Picture(props: PictureProps) {
  const { network, at, size, colour, label, chosen, path, handle } = props;
  const theme = useTheme();
  const canvas = useRef<HTMLCanvasElement>(null);
  const what = useMemo(
    () => drawn(network, at, sizes(network, size), colours(network, colour)),
    [network, at, size, colour],
  );
  const stress = useMemo(() => stressOf(what, chosen, path), [what, chosen, path]);
  const scene = useRef<Scene>({ what, stress, isDark: theme === 'dark', frame: null });
  scene.current = { ...scene.current, what, stress, isDark: theme === 'dark' };
  const actions = useRef(props);
  actions.current = props;

  const paint = useCallback((isMoving: boolean) => {
    if (canvas.current) {
      paintOn(canvas.current, scene.current, isMoving);
    }
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other units stand elsewhere
  useEffect(() => {
    scene.current.frame = null;
  }, [network, at]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: painted anew whenever the scene is another
  useEffect(() => paint(false), [what, stress, theme, paint]);
  useEffect(() => {
    const element = canvas.current;
    if (!element) {
      return;
    }
    const observer = new ResizeObserver(() => paint(false));
    observer.observe(element);
    const stop = listenTo(element, scene, paint, actions);
    return () => {
      observer.disconnect();
      stop();
    };
  }, [paint]);

  useImperativeHandle(handle, () => ({
    png: () => png(scene.current),
    fit: () => {
      scene.current.frame = null;
      paint(false);
    },
    zoom: (factor) => {
      const { frame } = scene.current;
      if (frame && canvas.current) {
        const { clientWidth, clientHeight } = canvas.current;
        scene.current.frame = zoomed(frame, factor, clientWidth / 2, clientHeight / 2);
        paint(false);
      }
    },
  }));
  return (
    <div className="picture" role="img" aria-label={label}>
      <canvas ref={canvas} />
    </div>
  );
}

interface Scene {
  what: Drawn;
  stress: Stress | null;
  isDark: boolean;
  /** Null until it is known how large the canvas is: then everything is shown. */
  frame: Frame | null;
}

function paintOn(canvas: HTMLCanvasElement, scene: Scene, isMoving: boolean) {
  const { clientWidth: wide, clientHeight: high } = canvas;
  const context = canvas.getContext('2d');
  if (!context || wide === 0 || high === 0) {
    return;
  }
  const density = window.devicePixelRatio || 1;
  if (canvas.width !== Math.round(wide * density) || canvas.height !== Math.round(high * density)) {
    canvas.width = Math.round(wide * density);
    canvas.height = Math.round(high * density);
  }
  scene.frame ??= fitted(scene.what, wide, high, MARGIN);
  context.setTransform(density, 0, 0, density, 0, 0);
  context.clearRect(0, 0, wide, high);
  draw(context, scene.what, scene.frame, scene.stress, {
    isDark: scene.isDark,
    wide,
    high,
    isMoving: isMoving && scene.what.ties.length > TIES_IN_MOTION,
  });
}

/** All of it on white, whatever is in view. */
async function png({ what, stress }: Scene): Promise<Blob | null> {
  const whole = fitted(what, LARGEST_FILE, LARGEST_FILE, 160);
  const scale = Math.min(2, whole.scale);
  const xs = what.units.map(({ x }) => x);
  const ys = what.units.map(({ y }) => y);
  const side = (all: number[]) => (Math.max(...all) - Math.min(...all)) * scale + 320;
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(side(xs));
  canvas.height = Math.round(side(ys));
  const context = canvas.getContext('2d');
  if (!context) {
    return null;
  }
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  const frame = { scale, x: 160 - Math.min(...xs) * scale, y: 160 - Math.min(...ys) * scale };
  draw(context, what, frame, stress, {
    isDark: false,
    wide: canvas.width,
    high: canvas.height,
    isMoving: false,
  });
  return new Promise((resolve) => canvas.toBlob(resolve));
}

/** Moves by dragging, grows by the wheel and by two fingers, chooses by a click. */
function listenTo(
  canvas: HTMLCanvasElement,
  scene: { current: Scene },
  paint: (isMoving: boolean) => void,
  actions: { current: PictureProps },
): () => void {
  const pointers = new Map<number, { x: number; y: number }>();
  let moved = 0;
  let next = 0;
  let rest = 0;
  const place = (event: MouseEvent) => {
    const box = canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const move = (frame: Frame) => {
    scene.current.frame = frame;
    cancelAnimationFrame(next);
    next = requestAnimationFrame(() => paint(true));
    clearTimeout(rest);
    rest = window.setTimeout(() => paint(false), REST_MS);
  };
  const down = (event: PointerEvent) => {
    pointers.set(event.pointerId, place(event));
    moved = pointers.size > 1 ? Number.POSITIVE_INFINITY : 0;
    canvas.setPointerCapture(event.pointerId);
  };
  const drag = (event: PointerEvent) => {
    const { frame, what } = scene.current;
    const before = pointers.get(event.pointerId);
    const now = place(event);
    if (!frame) {
      return;
    }
    if (!before) {
      canvas.classList.toggle('on-unit', unitAt(what, frame, now.x, now.y) !== null);
      return;
    }
    const [other] = [...pointers].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
    pointers.set(event.pointerId, now);
    moved += Math.hypot(now.x - before.x, now.y - before.y);
    if (other) {
      const apart = (point: Point) => Math.max(1, Math.hypot(point.x - other.x, point.y - other.y));
      move(zoomed(frame, apart(now) / apart(before), (now.x + other.x) / 2, (now.y + other.y) / 2));
    } else if (moved > CLICK) {
      move({ ...frame, x: frame.x + now.x - before.x, y: frame.y + now.y - before.y });
    }
  };
  const up = (event: PointerEvent) => {
    const isClick = pointers.delete(event.pointerId) && event.type === 'pointerup' && moved <= CLICK;
    const { frame, what } = scene.current;
    if (!isClick || !frame) {
      return;
    }
    const { x, y } = place(event);
    const unit = unitAt(what, frame, x, y);
    const tie = unit === null ? tieAt(what, frame, x, y) : null;
    if (tie) {
      actions.current.onEdge(tie.source, tie.target);
    } else {
      actions.current.onUnit(unit);
    }
  };
  const wheel = (event: WheelEvent) => {
    event.preventDefault();
    if (scene.current.frame) {
      const { x, y } = place(event);
      move(zoomed(scene.current.frame, Math.exp(-event.deltaY / 400), x, y));
    }
  };
  canvas.addEventListener('pointerdown', down);
  canvas.addEventListener('pointermove', drag);
  canvas.addEventListener('pointerup', up);
  canvas.addEventListener('pointercancel', up);
  canvas.addEventListener('wheel', wheel, { passive: false });
  return () => {
    cancelAnimationFrame(next);
    clearTimeout(rest);
    canvas.removeEventListener('pointerdown', down);
    canvas.removeEventListener('pointermove', drag);
    canvas.removeEventListener('pointerup', up);
    canvas.removeEventListener('pointercancel', up);
    canvas.removeEventListener('wheel', wheel);
  };
}

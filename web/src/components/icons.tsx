/** Drawn here, so that no icon font and no style of one has to be loaded. */

const FRAME = {
  width: 18,
  height: 18,
  viewBox: '0 0 24 24',
  fill: 'none',
  stroke: 'currentColor',
  strokeWidth: 2,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
  'aria-hidden': true,
} as const;

export function Sun() {
  return (
    <svg {...FRAME}>
      <circle cx="12" cy="12" r="4" />
      <path d="M12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M5 19l2-2M17 7l2-2" />
    </svg>
  );
}

export function Moon() {
  return (
    <svg {...FRAME}>
      <path d="M20 14.500A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.500Z" />
    </svg>
  );
}

export function Magnifier() {
  return (
    <svg {...FRAME}>
      <circle cx="11" cy="11" r="7" />
      <path d="m21 21-4.5-4.5" />
    </svg>
  );
}

export function Cross() {
  return (
    <svg {...FRAME} width={14} height={14}>
      <path d="M5 5l14 14M19 5 5 19" />
    </svg>
  );
}

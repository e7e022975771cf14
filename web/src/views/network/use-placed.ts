/** A network with the places of its units, found by a worker; until they are there the last one stays. */
import { useEffect, useState } from 'react';
import type { LayoutInput, Point } from './layout';
import type { Network } from './use-network';

export interface Placed {
  network: Network;
  at: Map<string, Point>;
}

/** Null before the first places are found. */
export function usePlaced(network: Network): Placed | null {
  const [placed, setPlaced] = useState<Placed | null>(null);
  useEffect(() => {
    const worker = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<Map<string, Point>>) => setPlaced({ network, at: data });
    const input: LayoutInput = {
      nodes: network.nodes.map(({ unit }) => ({ unit: { id: unit.id } })),
      edges: network.edges.map(({ source, target, weight }) => ({
        source: { id: source.id },
        target: { id: target.id },
        weight,
      })),
    };
    worker.postMessage(input);
    return () => worker.terminate();
  }, [network]);
  return placed;
}

/** The network as a picture. Cytoscape draws on a canvas, so that it needs no graphics card and works over remote desktops. */
import cytoscape from 'cytoscape';
import { useEffect, useImperativeHandle, useMemo, useRef } from 'react';
import { useTheme } from '../../lib/theme';
import type { Place } from './layout';
import { colours, opacity, sizes, width } from './looks';
import type { Colour, Measure, Network } from './use-network';

export interface PictureHandle {
  png: () => Blob | null;
  fit: () => void;
}

interface PictureProps {
  network: Network;
  at: Map<string, Place>;
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

/** Above this many units, labels are shown only when one comes near. */
const LABELLED = 400;

/** Cytoscape would write a style element unless it finds one of its own; the policy of the page forbids that. */
function standInForItsStyles() {
  const id = '__________cytoscape_stylesheet';
  if (!document.getElementById(id)) {
    const standIn = document.createElement('meta');
    standIn.id = id;
    document.head.append(standIn);
  }
}

export default function Picture(props: PictureProps) {
  const { network, at, size, colour, label, chosen, path, handle } = props;
  const theme = useTheme();
  const element = useRef<HTMLDivElement>(null);
  const graph = useRef<cytoscape.Core | null>(null);
  const actions = useRef(props);
  actions.current = props;

  const elements = useMemo(() => elementsOf(network, at), [network, at]);
  useEffect(() => {
    if (!element.current) {
      return;
    }
    standInForItsStyles();
    const core = cytoscape({
      container: element.current,
      elements,
      layout: { name: 'preset', padding: 24 },
      style: styleOf(theme === 'dark', network),
      minZoom: 0.05,
      maxZoom: 4,
      autoungrabify: true,
      hideEdgesOnViewport: network.edges.length > 4000,
      textureOnViewport: network.nodes.length > 1500,
      boxSelectionEnabled: false,
    });
    graph.current = core;
    core.on('tap', 'node', (event) => actions.current.onUnit(event.target.id()));
    core.on('tap', 'edge', (event) =>
      actions.current.onEdge(event.target.data('source'), event.target.data('target')),
    );
    core.on('tap', (event) => {
      if (event.target === core) {
        actions.current.onUnit(null);
      }
    });
    return () => {
      graph.current = null;
      core.destroy();
    };
  }, [elements, network, theme]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a graph that was made anew has to be dressed anew
  useEffect(() => {
    const core = graph.current;
    if (!core) {
      return;
    }
    const sizeOf = sizes(network, size);
    const colourOf = colours(network, colour);
    core.batch(() => {
      core.nodes().forEach((node) => {
        node.data({ size: sizeOf.get(node.id()) ?? 14, colour: colourOf.get(node.id()) ?? '#5d6d7e' });
      });
    });
  }, [elements, network, theme, size, colour]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the same
  useEffect(() => {
    const core = graph.current;
    if (!core) {
      return;
    }
    core.batch(() => {
      core.elements().removeClass('faded chosen');
      const ends = path.length > 0 ? path : (chosen?.split('~') ?? []);
      const nodes = core.nodes().filter((node) => ends.includes(node.id()));
      if (nodes.empty()) {
        return;
      }
      const among = ends.length > 1 ? nodes.edgesWith(nodes) : nodes.connectedEdges();
      const near = ends.length > 1 ? nodes : nodes.closedNeighborhood().nodes();
      core.elements().difference(near.union(among)).addClass('faded');
      nodes.addClass('chosen');
      among.addClass('chosen');
    });
  }, [elements, network, theme, chosen, path]);

  useImperativeHandle(handle, () => ({
    png: () => graph.current?.png({ output: 'blob', full: true, scale: 2, bg: '#ffffff' }) ?? null,
    fit: () => graph.current?.fit(undefined, 24),
  }));
  return <div ref={element} className="picture" role="img" aria-label={label} />;
}

function elementsOf(network: Network, at: Map<string, Place>): cytoscape.ElementDefinition[] {
  const heaviest = Math.max(Number.MIN_VALUE, ...network.edges.map(({ weight }) => weight));
  const nodes = network.nodes.map(({ unit }) => ({
    data: { id: unit.id, name: unit.name, size: 14, colour: '#5d6d7e' },
    position: { ...(at.get(unit.id) ?? { x: 0, y: 0 }) },
  }));
  // The heaviest ties lie on top.
  const edges = [...network.edges]
    .sort((a, b) => a.weight - b.weight)
    .map(({ source, target, weight }) => ({
      data: {
        id: `${source.id}~${target.id}`,
        source: source.id,
        target: target.id,
        width: width(weight, heaviest),
        opacity: opacity(weight, heaviest),
      },
    }));
  return [...nodes, ...edges];
}

function styleOf(isDark: boolean, network: Network): cytoscape.StylesheetJson {
  const isLarge = network.nodes.length > LABELLED;
  return [
    {
      selector: 'node',
      style: {
        width: 'data(size)',
        height: 'data(size)',
        'background-color': 'data(colour)',
        'border-width': 1.5,
        'border-color': isDark ? '#1c2026' : '#ffffff',
        label: 'data(name)',
        color: isDark ? '#e4e7eb' : '#1f2329',
        'font-size': 20,
        'font-family': 'sans-serif',
        'text-valign': 'bottom',
        'text-margin-y': 4,
        'text-outline-width': 2.5,
        'text-outline-color': isDark ? '#1c2026' : '#ffffff',
        'min-zoomed-font-size': isLarge ? 14 : 7,
      },
    },
    {
      selector: 'edge',
      style: {
        width: 'data(width)',
        'line-color': isDark ? '#8d97a5' : '#6b7785',
        'line-opacity': 'data(opacity)' as unknown as number,
        ...(network.isDirected
          ? {
              'curve-style': 'straight' as const,
              'target-arrow-shape': 'triangle' as const,
              'target-arrow-color': isDark ? '#8d97a5' : '#6b7785',
              'arrow-scale': 0.7,
            }
          : { 'curve-style': 'haystack' as const }),
      },
    },
    { selector: '.faded', style: { opacity: 0.12 } },
    { selector: 'node.chosen', style: { 'border-color': '#d4380d', 'border-width': 4, 'z-index': 10 } },
    { selector: 'edge.chosen', style: { 'line-color': '#d4380d', 'line-opacity': 0.75 } },
  ];
}

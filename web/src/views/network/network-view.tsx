/** The network of units: a picture or a table, with what a unit and a tie rest on. */
import { Button, Dropdown, InputNumber, Segmented, Select } from 'antd';
import { lazy, Suspense, useMemo, useRef } from 'react';
import { PlanOutlineDocument, type Projection } from '../../api/generated/graphql';
import { useAsk } from '../../api/hooks';
import { usePlan } from '../../components/plan-picker';
import { Failure, Loading, Nothing } from '../../components/states';
import { useTitle } from '../../components/title';
import { useLanguage, useWords } from '../../i18n';
import { type AddressState, numberOf, useAddress } from '../../lib/address';
import { download } from '../../lib/csv';
import { formatNumber } from '../../lib/format';
import { useIntoView } from '../../lib/into-view';
import { gexf, svg } from './files';
import { Legend } from './legend';
import { EdgePanel, PathPanel, UnitPanel, usePath } from './panel';
import Picture, { type PictureHandle } from './picture';
import {
  COLOURS,
  type Colour,
  ego,
  type Measure,
  measures,
  type Network,
  PROJECTIONS,
  ROLES,
  useNetwork,
  WEIGHTINGS,
} from './use-network';
import { type Placed, usePlaced } from './use-placed';
import './network.css';

const NetworkTable = lazy(() => import('./network-table'));

/** How much a press of a button makes the picture larger. */
const ZOOM = 1.4;

export function NetworkView() {
  const words = useWords();
  const address = useAddress();
  const network = useNetwork(address);
  useTitle(words.networkTitle);
  return (
    <div className="network-view">
      <header className="view-head">
        <h1>{words.networkTitle}</h1>
        {network.data && <Summary network={network.data.network} />}
      </header>
      <Controls address={address} network={network.data?.network} />
      {network.isPending && <Loading rows={10} />}
      {network.isError && <Failure error={network.error} onRetry={() => void network.refetch()} />}
      {network.isError && network.error.minWeight !== null && (
        <TooLarge least={network.error.minWeight} address={address} />
      )}
      {network.data?.network.nodes.length === 0 && <Nothing />}
      {network.data && network.data.network.nodes.length > 0 && (
        <LayoutInput
          network={network.data.network}
          address={address}
          isOutdated={network.isPlaceholderData}
        />
      )}
    </div>
  );
}

/** A network of more ties than one answer holds: its strongest can be looked at. */
function TooLarge({ least, address }: { least: number; address: AddressState }) {
  const words = useWords();
  return (
    <p>
      <Button type="primary" onClick={() => address.patch({ min: String(least) })}>
        {words.strongestOnly(least)}
      </Button>
    </p>
  );
}

function Summary({ network }: { network: Network }) {
  const { words, language } = useLanguage();
  const facts: [string, number | null][] = [
    [words.density, network.density],
    [words.modularity, network.modularity],
    [words.clusteringAll, network.averageClustering],
    [words.reciprocity, network.reciprocity],
  ];
  return (
    <p className="total">
      {words.networkSize(network.nodeCount, network.edgeCount, network.taskCount)}
      {facts.map(([name, value]) => value !== null && ` · ${name} ${formatNumber(value, language)}`)}
    </p>
  );
}

function measureOf(address: AddressState): Measure {
  return measures(true).find((one) => one === address.get('size')) ?? 'weightedDegree';
}

function colourOf(address: AddressState): Colour {
  return COLOURS.find((one) => one === address.get('colour')) ?? 'community';
}

function Controls({ address, network }: { address: AddressState; network: Network | undefined }) {
  const words = useWords();
  const { get, all, patch } = address;
  const shown = usePlan();
  const outline = useAsk(PlanOutlineDocument, { by: { id: shown.id ?? '' } }, { enabled: shown.id !== null });
  const chapters = outline.data?.plan?.chapters ?? [];
  const projection: Projection = PROJECTIONS.find((one) => one === get('projection')) ?? 'CO_RESPONSIBLE';
  return (
    <div className="outline-tools no-print">
      <Segmented
        aria-label={words.projection}
        value={projection}
        options={PROJECTIONS.map((value) => ({ value, label: words.projections[value] }))}
        onChange={(value) =>
          patch({ projection: value === 'CO_RESPONSIBLE' ? null : value, edge: null, node: null })
        }
      />
      <Select
        aria-label={words.weighting}
        className="weighting-picker"
        value={WEIGHTINGS.find((one) => one === get('weighting')) ?? 'COUNT'}
        options={WEIGHTINGS.map((value) => ({ value, label: words.weightings[value] }))}
        onChange={(value) => patch({ weighting: value === 'COUNT' ? null : value, min: null })}
      />
      <InputNumber
        aria-label={words.leastWeight}
        placeholder={words.leastWeight}
        min={0}
        value={numberOf(get('min'))}
        onChange={(value) => patch({ min: value === null ? null : String(value) }, { replace: true })}
      />
      <Select
        aria-label={words.facets.chapters}
        className="lead-picker"
        allowClear
        placeholder={words.facets.chapters}
        value={chapters.some(({ id }) => id === get('chapter')) ? get('chapter') : null}
        options={chapters.map(({ id, number, title }) => ({
          value: id,
          label: `${number} ${title || words.noChapter}`,
        }))}
        popupMatchSelectWidth={300}
        onChange={(value) => patch({ chapter: value ?? null })}
      />
      <Select
        aria-label={words.whichRoles}
        className="lead-picker"
        mode="multiple"
        allowClear
        placeholder={words.allRoles}
        value={ROLES.filter((role) => all('role').includes(role))}
        options={ROLES.map((value) => ({ value, label: words.role[value] }))}
        onChange={(roles) => patch({ role: roles, edge: null, node: null })}
      />
      <Select
        aria-label={words.whichKinds}
        className="weighting-picker"
        value={get('kinds') === 'all' ? 'all' : 'bodies'}
        options={[
          { value: 'bodies', label: words.onlyBodies },
          { value: 'all', label: words.everyKind },
        ]}
        onChange={(value) => patch({ kinds: value === 'all' ? 'all' : null })}
      />
      <Select
        aria-label={words.sizeBy}
        className="weighting-picker"
        value={measureOf(address)}
        options={measures(network?.isDirected ?? false).map((value) => ({
          value,
          label: `${words.sizeBy}：${words.measureNames[value]}`,
        }))}
        popupMatchSelectWidth={220}
        onChange={(value) => patch({ size: value })}
      />
      <Select
        aria-label={words.colourBy}
        className="weighting-picker"
        value={colourOf(address)}
        options={COLOURS.map((value) => ({ value, label: `${words.colourBy}：${words.colourNames[value]}` }))}
        onChange={(value) => patch({ colour: value })}
      />
    </div>
  );
}

interface LaidProps {
  network: Network;
  address: AddressState;
  isOutdated: boolean;
}

function LayoutInput({ network, address, isOutdated }: LaidProps) {
  const placed = usePlaced(network);
  return placed === null ? (
    <Loading rows={10} />
  ) : (
    <Body placed={placed} address={address} isOutdated={isOutdated || placed.network !== network} />
  );
}

interface BodyProps {
  placed: Placed;
  address: AddressState;
  isOutdated: boolean;
}

function Body({ placed, address, isOutdated }: BodyProps) {
  const words = useWords();
  const { get, patch, plan } = address;
  const centre = get('ego');
  // The places are those of the whole, so that nothing jumps when a part is looked at.
  const { network: whole, at } = placed;
  const network = useMemo(() => {
    const isThere = whole.nodes.some(({ unit }) => unit.id === centre);
    return centre === null || !isThere ? whole : ego(whole, centre);
  }, [whole, centre]);
  const picture = useRef<PictureHandle>(null);
  const path = usePath(get('from'), get('to'), plan);
  const hops = path.data?.path?.hops;
  const onPath = useMemo(() => [...new Set(hops?.flatMap((hop) => [hop.from.id, hop.to.id]) ?? [])], [hops]);
  const isTable = get('as') === 'table';
  const chosen = get('edge') ?? get('node');
  const side = useIntoView<HTMLElement>(chosen);
  const openEdge = (source: string, target: string) => patch({ edge: `${source}~${target}`, node: null });
  function save(kind: string) {
    if (kind === 'gexf') {
      download('network.gexf', gexf(network, at), 'application/xml');
    } else if (kind === 'svg') {
      download('network.svg', svg(network, at, measureOf(address), colourOf(address)), 'image/svg+xml');
    } else {
      void picture.current?.png().then((png) => png && download('network.png', png, 'image/png'));
    }
  }
  const files = isTable ? ['gexf', 'svg'] : ['png', 'svg', 'gexf'];
  return (
    <div className={isOutdated ? 'network-columns outdated' : 'network-columns'}>
      <div className="network-main">
        <div className="picture-tools no-print">
          <Segmented
            aria-label={words.networkTitle}
            value={isTable ? 'table' : 'picture'}
            options={[
              { value: 'picture', label: words.asPicture },
              { value: 'table', label: words.asTable },
            ]}
            onChange={(value) => patch({ as: value === 'table' ? 'table' : null })}
          />
          <span className="grow" />
          {!isTable && (
            <>
              <Button aria-label={words.zoomIn} onClick={() => picture.current?.zoom(ZOOM)}>
                +
              </Button>
              <Button aria-label={words.zoomOut} onClick={() => picture.current?.zoom(1 / ZOOM)}>
                −
              </Button>
              <Button onClick={() => picture.current?.fit()}>{words.fit}</Button>
            </>
          )}
          <Dropdown
            trigger={['click']}
            menu={{
              items: files.map((key) => ({ key, label: key.toUpperCase() })),
              onClick: ({ key }) => save(key),
            }}
          >
            <Button>{words.downloadPicture}</Button>
          </Dropdown>
        </div>
        <Suspense fallback={<Loading isTall />}>
          {isTable ? (
            <NetworkTable network={network} address={address} onEdge={openEdge} />
          ) : (
            <Picture
              network={network}
              at={at}
              size={measureOf(address)}
              colour={colourOf(address)}
              label={words.networkPicture(network.nodes.length, network.edges.length)}
              chosen={chosen}
              path={onPath}
              onUnit={(id) => patch({ node: id, edge: null })}
              onEdge={openEdge}
              handle={picture}
            />
          )}
        </Suspense>
        {!isTable && <Legend network={network} colour={colourOf(address)} />}
      </div>
      <aside className="network-side" aria-label={words.details} ref={side}>
        {get('edge') !== null && <EdgePanel edge={get('edge') ?? ''} address={address} />}
        {get('edge') === null && get('node') !== null && <UnitPanel network={whole} id={get('node') ?? ''} />}
        {get('edge') === null && get('node') === null && (
          <Strongest network={network} onNode={(id) => patch({ node: id })} measure={measureOf(address)} />
        )}
        <PathPanel network={whole} address={address} />
      </aside>
    </div>
  );
}

/** The units that the chosen measure puts first: what the picture shows by size, as a list. */
function Strongest({
  network,
  measure,
  onNode,
}: {
  network: Network;
  measure: Measure;
  onNode: (id: string) => void;
}) {
  const { words, language } = useLanguage();
  const first = [...network.nodes].sort((a, b) => (b[measure] ?? 0) - (a[measure] ?? 0)).slice(0, 10);
  return (
    <section className="panel">
      <h2>{words.measureNames[measure]}</h2>
      <ul className="rows compact">
        {first.map((node) => (
          <li key={node.unit.id}>
            <button type="button" className="quiet" onClick={() => onNode(node.unit.id)}>
              {node.unit.name}
            </button>
            <span>{formatNumber(node[measure] ?? 0, language)}</span>
          </li>
        ))}
      </ul>
      <p className="note">{words.networkHint}</p>
    </section>
  );
}

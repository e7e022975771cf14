/** What stands beside the picture: a unit with its measures, a tie with its tasks, or a path with its proof. */
import { Button, Select } from 'antd';
import { Link } from 'react-router';
import { NetworkEdgeDocument, PathDocument } from '../../api/generated/graphql';
import { useAsk } from '../../api/hooks';
import { useHasSeveralPlans } from '../../components/plan-picker';
import { Published } from '../../components/source-pane';
import { Failure, Loading, Nothing } from '../../components/states';
import { taskTitle } from '../../components/task-list';
import { RoleTag } from '../../components/unit-links';
import { useLanguage, useWords } from '../../i18n';
import { type AddressState, useAddress } from '../../lib/address';
import { formatNumber } from '../../lib/format';
import { to } from '../../routes';
import { measures, type Network, networkFilter } from './use-network';

export function UnitPanel({ network, id }: { network: Network; id: string }) {
  const { words, language } = useLanguage();
  const { plan, get, patch } = useAddress();
  const node = network.nodes.find(({ unit }) => unit.id === id);
  if (!node) {
    return <p className="note">{words.notInNetwork}</p>;
  }
  const ties = network.edges
    .filter(({ source, target }) => source.id === id || target.id === id)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, 8);
  const isEgo = get('ego') === id;
  return (
    <section className="panel">
      <h2>
        <Link to={to.unit(id, plan)}>{node.unit.name}</Link>
      </h2>
      <p className="panel-actions">
        <Button size="small" onClick={() => patch({ ego: isEgo ? null : id })}>
          {isEgo ? words.wholeNetwork : words.egoView}
        </Button>
        <Button size="small" onClick={() => patch({ from: id })}>
          {words.pathFromHere}
        </Button>
      </p>
      <h3>{words.strongestTies}</h3>
      <ul className="rows compact">
        {ties.map((tie) => {
          const other = tie.source.id === id ? tie.target : tie.source;
          return (
            <li key={`${tie.source.id}~${tie.target.id}`}>
              <button
                type="button"
                className="quiet"
                onClick={() => patch({ node: null, edge: `${tie.source.id}~${tie.target.id}` })}
              >
                {other.name}
              </button>
              <span>
                {formatNumber(tie.weight, language)} · {words.tasksCount(tie.taskCount)}
              </span>
            </li>
          );
        })}
      </ul>
      <h3>{words.measuresTitle}</h3>
      <dl className="measures">
        {measures(network.isDirected).map((measure) => (
          <div key={measure}>
            <dt>{words.measureNames[measure]}</dt>
            <dd>{node[measure] === null ? '—' : formatNumber(node[measure], language)}</dd>
          </div>
        ))}
        <div>
          <dt>{words.colourNames.community}</dt>
          <dd>{node.community}</dd>
        </div>
      </dl>
    </section>
  );
}

export function EdgePanel({ edge, address }: { edge: string; address: AddressState }) {
  const words = useWords();
  const namesPlan = useHasSeveralPlans();
  const [source = '', target = ''] = edge.split('~');
  const { minWeight: _, ...filter } = networkFilter(address);
  const tie = useAsk(NetworkEdgeDocument, { source, target, filter, first: 30 }, { keep: true });
  if (tie.isPending) {
    return <Loading />;
  }
  if (tie.isError) {
    return <Failure error={tie.error} onRetry={() => void tie.refetch()} />;
  }
  const found = tie.data.networkEdge;
  if (!found) {
    return <Nothing />;
  }
  const ends = [found.source, found.target];
  return (
    <section className="panel">
      <h2>
        <Link to={to.unit(found.source.id, address.plan)}>{found.source.name}</Link>
        {' — '}
        <Link to={to.unit(found.target.id, address.plan)}>{found.target.name}</Link>
      </h2>
      <p className="note">
        {words.sharedTasks} {found.taskCount}
      </p>
      <ul className="tie-tasks">
        {found.tasks.nodes.map((task) => (
          <li key={task.id}>
            <Link to={to.task(task.id, undefined, address.plan)}>{taskTitle(task)}</Link>
            <p className="hit-place">
              {task.chapter.title || words.noChapter}
              {namesPlan && <> · {task.plan.title}</>}
            </p>
            <p>
              {task.assignments
                .filter(({ unit }) => ends.some(({ id }) => id === unit.id))
                .map((one) => (
                  <Link
                    key={`${one.role}-${one.span.start}`}
                    className="tie-quote"
                    to={to.task(task.id, one.span, address.plan)}
                    title={words.line(one.span.line)}
                  >
                    <RoleTag role={one.role} /> <Published text={one.span.quote} />
                  </Link>
                ))}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function PathPanel({ network, address }: { network: Network; address: AddressState }) {
  const words = useWords();
  const from = address.get('from');
  const target = address.get('to');
  const options = network.nodes.map(({ unit }) => ({ value: unit.id, label: unit.name }));
  const picker = (name: 'from' | 'to', label: string) => (
    <Select
      className="path-picker"
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={label}
      placeholder={label}
      value={options.some(({ value }) => value === address.get(name)) ? address.get(name) : null}
      options={options}
      onChange={(unit) => address.patch({ [name]: unit ?? null })}
    />
  );
  return (
    <section className="panel">
      <h2>{words.pathTitle}</h2>
      <p className="panel-actions">
        {picker('from', words.pathFrom)}
        {picker('to', words.pathTo)}
      </p>
      {from && target && <PathHops from={from} target={target} address={address} />}
    </section>
  );
}

export function usePath(from: string | null, target: string | null, plan: string | null) {
  return useAsk(
    PathDocument,
    { from: from ?? '', to: target ?? '', plans: plan === null ? null : [plan] },
    { enabled: from !== null && target !== null },
  );
}

function PathHops({ from, target, address }: { from: string; target: string; address: AddressState }) {
  const words = useWords();
  const namesPlan = useHasSeveralPlans();
  const path = usePath(from, target, address.plan);
  if (path.isPending) {
    return <Loading rows={3} />;
  }
  if (path.isError) {
    return <Failure error={path.error} onRetry={() => void path.refetch()} />;
  }
  if (!path.data.path) {
    return <p className="note">{words.noPath}</p>;
  }
  return (
    <ol className="hops">
      {path.data.path.hops.map((hop) => (
        <li key={`${hop.from.id}-${hop.to.id}`}>
          <b>{nameOf(hop.from)}</b> → <b>{nameOf(hop.to)}</b>{' '}
          <span className="flag">{words.relations[hop.relation] ?? hop.relation}</span>
          {hop.tasks.slice(0, 3).map((task) => (
            <p key={task.id}>
              <Link to={to.task(task.id, undefined, address.plan)}>{taskTitle(task)}</Link>
              {namesPlan && <span className="aside"> {task.plan.title}</span>}
            </p>
          ))}
          <p className="aside">
            {[...new Set(hop.evidence.map(({ quote }) => quote))].slice(0, 4).join(' · ')}
          </p>
        </li>
      ))}
    </ol>
  );
}

function nameOf(end: { id: string }): string {
  if ('name' in end) {
    return String(end.name);
  }
  if ('title' in end) {
    return String(end.title);
  }
  return 'label' in end && end.label ? String(end.label) : end.id;
}

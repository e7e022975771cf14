/** The network as tables: the same content for people who cannot use the picture. */
import { Table } from 'antd';
import type { ColumnType } from 'antd/es/table';
import { Link } from 'react-router';
import { useLanguage } from '../../i18n';
import type { AddressState } from '../../lib/address';
import { formatNumber } from '../../lib/format';
import { type Kept, sorted, sortOf } from '../../lib/sorting';
import { to } from '../../routes';
import { measures, type Network, type NetworkEdge, type NetworkNode } from './use-network';

/** Parameters of the address that hold the order of the ties. */
const TIES: Kept = { sort: 'ties', order: 'tieorder' };

/** The largest are looked for first. */
const NUMBERS: ('ascend' | 'descend')[] = ['descend', 'ascend'];

interface NetworkTableProps {
  network: Network;
  address: AddressState;
  onEdge: (source: string, target: string) => void;
}

export default function NetworkTable({ network, address, onEdge }: NetworkTableProps) {
  const { words, language } = useLanguage();
  const columns: ColumnType<NetworkNode>[] = [
    {
      title: words.unit,
      width: 190,
      fixed: 'left',
      key: 'name',
      sorter: (a, b) => a.unit.name.localeCompare(b.unit.name, 'zh-CN'),
      sortOrder: sortOf(address, 'name'),
      render: (_value, { unit }) => <Link to={to.unit(unit.id, address.plan)}>{unit.name}</Link>,
    },
    ...measures(network.isDirected).map((measure) => ({
      title: words.measureNames[measure],
      align: 'right' as const,
      width: 120,
      key: measure,
      sorter: (a: NetworkNode, b: NetworkNode) => (a[measure] ?? -1) - (b[measure] ?? -1),
      sortOrder: sortOf(address, measure),
      sortDirections: NUMBERS,
      render: (_value: unknown, node: NetworkNode) =>
        node[measure] === null ? '—' : formatNumber(node[measure], language),
    })),
    {
      title: words.colourNames.community,
      align: 'right',
      width: 90,
      key: 'community',
      sorter: (a, b) => a.community - b.community,
      sortOrder: sortOf(address, 'community'),
      render: (_value, { community }) => community,
    },
  ];
  const ties: ColumnType<NetworkEdge>[] = [
    {
      title: network.isDirected ? words.roleUnit.LEAD : words.tieFrom,
      width: 190,
      render: (_value, { source }) => source.name,
    },
    {
      title: network.isDirected ? words.facets.units : words.tieTo,
      width: 190,
      render: (_value, { target }) => target.name,
    },
    {
      title: words.weight,
      align: 'right',
      width: 110,
      key: 'weight',
      sorter: (a, b) => a.weight - b.weight,
      sortOrder: sortOf(address, 'weight', 'weight', TIES),
      // The heaviest come first unless something else is asked for: there is no third state.
      sortDirections: ['descend', 'ascend', 'descend'],
      render: (_value, { weight }) => formatNumber(weight, language),
    },
    {
      title: words.sharedTasks,
      align: 'right',
      width: 130,
      key: 'tasks',
      sorter: (a, b) => a.taskCount - b.taskCount,
      sortOrder: sortOf(address, 'tasks', null, TIES),
      sortDirections: NUMBERS,
      render: (_value, { source, target, taskCount }) => (
        <button type="button" className="quiet" onClick={() => onEdge(source.id, target.id)}>
          {words.tasksCount(taskCount)}
        </button>
      ),
    },
  ];
  return (
    <>
      <Table<NetworkNode>
        size="small"
        virtual
        rowKey={({ unit }) => unit.id}
        dataSource={network.nodes}
        columns={columns}
        onChange={(_pages, _filters, sorter) => address.patch(sorted(sorter))}
        pagination={false}
        scroll={{ x: 1500, y: 420 }}
      />
      <h2 className="table-title">{words.ties}</h2>
      <Table<NetworkEdge>
        size="small"
        virtual
        rowKey={({ source, target }) => `${source.id}~${target.id}`}
        dataSource={network.edges}
        columns={ties}
        onChange={(_pages, _filters, sorter) => address.patch(sorted(sorter, TIES))}
        pagination={false}
        scroll={{ x: 620, y: 420 }}
      />
    </>
  );
}

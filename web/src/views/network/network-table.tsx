/** The network as tables: the same content for people who cannot use the picture. */
import { Table } from 'antd';
import type { ColumnType } from 'antd/es/table';
import { Link } from 'react-router';
import { useLanguage } from '../../i18n';
import { formatNumber } from '../../lib/format';
import { to } from '../../routes';
import { measures, type Network, type NetworkEdge, type NetworkNode } from './use-network';

interface NetworkTableProps {
  network: Network;
  plan: string | null;
  onEdge: (source: string, target: string) => void;
}

export default function NetworkTable({ network, plan, onEdge }: NetworkTableProps) {
  const { words, language } = useLanguage();
  const columns: ColumnType<NetworkNode>[] = [
    {
      title: words.unit,
      width: 190,
      fixed: 'left',
      sorter: (a, b) => a.unit.name.localeCompare(b.unit.name, 'zh-CN'),
      render: (_value, { unit }) => <Link to={to.unit(unit.id, plan)}>{unit.name}</Link>,
    },
    ...measures(network.isDirected).map((measure) => ({
      title: words.measureNames[measure],
      align: 'right' as const,
      width: 120,
      sorter: (a: NetworkNode, b: NetworkNode) => (a[measure] ?? -1) - (b[measure] ?? -1),
      render: (_value: unknown, node: NetworkNode) =>
        node[measure] === null ? '—' : formatNumber(node[measure], language),
    })),
    {
      title: words.colourNames.community,
      align: 'right',
      width: 90,
      sorter: (a, b) => a.community - b.community,
      render: (_value, { community }) => community,
    },
  ];
  const ties: ColumnType<NetworkEdge>[] = [
    { title: words.tieFrom, width: 190, render: (_value, { source }) => source.name },
    { title: words.tieTo, width: 190, render: (_value, { target }) => target.name },
    {
      title: words.weight,
      align: 'right',
      width: 110,
      defaultSortOrder: 'descend',
      sorter: (a, b) => a.weight - b.weight,
      render: (_value, { weight }) => formatNumber(weight, language),
    },
    {
      title: words.sharedTasks,
      align: 'right',
      width: 130,
      sorter: (a, b) => a.taskCount - b.taskCount,
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
        pagination={false}
        scroll={{ x: 620, y: 420 }}
      />
    </>
  );
}

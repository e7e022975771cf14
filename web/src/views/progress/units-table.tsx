/** The units that have to report, with what is in and what is late. */
import { Button, Table } from 'antd';
import type { ColumnType } from 'antd/es/table';
import { FilterInput } from '../../components/filter-input';
import { Narrowing } from '../../components/narrowing';
import { useOwnWords, useWords } from '../../i18n';
import type { AddressState } from '../../lib/address';
import { downloadCsv } from '../../lib/csv';
import { sorted, sortOf } from '../../lib/sorting';
import { useTyped } from '../../lib/typed';
import type { Monitoring } from './progress-view';
import { WORDS } from './words';

type Row = Monitoring['units'][number];

/** How far a unit is with its reports; late ones may be in or not. */
const REPORTING = {
  late: (row: Row) => row.lateCount > 0,
  open: (row: Row) => row.reportedCount < row.dueCount,
  done: (row: Row) => row.reportedCount === row.dueCount,
};

const STATES = ['late', 'open', 'done'] as const;

interface UnitsTableProps {
  monitoring: Monitoring;
  address: AddressState;
}

export function UnitsTable({ monitoring, address }: UnitsTableProps) {
  const words = useWords();
  const own = useOwnWords(WORDS);
  const { get, patch } = address;
  const show = STATES.find((state) => state === get('show')) ?? null;
  const typed = useTyped(address);
  const text = typed.text.trim();
  const rows = monitoring.units.filter(
    (row) => (show === null || REPORTING[show](row)) && (text === '' || row.unit.name.includes(text)),
  );
  const count = (state: keyof typeof REPORTING | null) =>
    monitoring.units.filter((row) => state === null || REPORTING[state](row)).length;
  const column = (key: string, sorter: (a: Row, b: Row) => number): ColumnType<Row> => ({
    key,
    sorter,
    sortOrder: sortOf(address, key),
  });
  const number = (title: string, key: 'dueCount' | 'reportedCount' | 'lateCount'): ColumnType<Row> => ({
    title,
    dataIndex: key,
    align: 'right',
    width: 88,
    ...column(key, (a, b) => a[key] - b[key]),
    sortDirections: ['descend', 'ascend'],
  });
  const columns: ColumnType<Row>[] = [
    {
      title: words.unit,
      width: 170,
      fixed: 'left',
      ...column('name', (a, b) => a.unit.name.localeCompare(b.unit.name, 'zh-CN')),
      render: (_value, { unit }) => (
        <button
          type="button"
          className="quiet"
          aria-pressed={get('unit') === unit.id}
          onClick={() => patch({ unit: unit.id, task: null, char: null, status: null })}
        >
          {unit.name}
        </button>
      ),
    },
    number(own.due, 'dueCount'),
    number(own.reported, 'reportedCount'),
    number(own.late, 'lateCount'),
    {
      title: own.share,
      width: 130,
      ...column('share', (a, b) => a.reportedCount / a.dueCount - b.reportedCount / b.dueCount),
      render: (_value, { dueCount, reportedCount }) => (
        <span className="share">
          <meter min={0} max={dueCount} value={reportedCount} aria-hidden="true" />
          {own.percent(Math.round((100 * reportedCount) / dueCount))}
        </span>
      ),
    },
  ];
  function save() {
    downloadCsv(
      `${own.progressTitle}-${monitoring.year}`,
      [words.unit, own.due, own.reported, own.late],
      rows.map((row) => [row.unit.name, row.dueCount, row.reportedCount, row.lateCount]),
    );
  }
  return (
    <>
      <div className="outline-tools">
        <FilterInput typed={typed} label={words.unitFilter} />
        <Narrowing
          label={words.filter}
          kinds={STATES}
          names={own.reporting}
          value={show}
          count={count}
          onChoose={(state) => patch({ show: state })}
        />
        <Button disabled={rows.length === 0} onClick={save}>
          {words.downloadCsv}
        </Button>
      </div>
      <Table<Row>
        size="small"
        virtual
        rowKey={({ unit }) => unit.id}
        dataSource={rows}
        columns={columns}
        pagination={false}
        scroll={{ x: 564, y: 560 }}
        onChange={(_pages, _filters, sorter) => patch(sorted(sorter))}
        rowClassName={({ unit }) => (unit.id === get('unit') ? 'chosen-row' : '')}
      />
    </>
  );
}

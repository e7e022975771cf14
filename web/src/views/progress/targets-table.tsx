/** Targets beside what was observed of them, and whether that is where it should be. */
import { Button, Input, Segmented, Table } from 'antd';
import type { ColumnType } from 'antd/es/table';
import { useLanguage } from '../../i18n';
import type { Words } from '../../i18n/zh';
import type { AddressState } from '../../lib/address';
import { downloadCsv } from '../../lib/csv';
import { formatNumber, formatQuantity } from '../../lib/format';
import type { Monitoring } from './progress-view';

export type Target = Monitoring['indicators'][number];

/** Where a target stands: measured or not, and if so whether that is enough. */
export function placeOf({ latest, onTrack }: Target): 'behind' | 'fine' | 'untold' | 'none' {
  if (latest === null) {
    return 'none';
  }
  return onTrack === null ? 'untold' : onTrack ? 'fine' : 'behind';
}

const PLACES = ['behind', 'fine', 'untold', 'none'] as const;

interface TargetsTableProps {
  monitoring: Monitoring;
  address: AddressState;
}

export function TargetsTable({ monitoring, address }: TargetsTableProps) {
  const { words, language } = useLanguage();
  const { get, patch } = address;
  const show = PLACES.find((one) => one === get('show')) ?? null;
  const text = get('q')?.trim() ?? '';
  const rows = monitoring.indicators.filter(
    (row) =>
      (show === null || placeOf(row) === show) &&
      (text === '' || row.indicator.subject.includes(text) || row.indicator.span.quote.includes(text)),
  );
  const number = (value: number | null) => (value === null ? '—' : formatNumber(value, language));
  const columns: ColumnType<Target>[] = [
    {
      title: words.subject,
      width: 190,
      fixed: 'left',
      sorter: (a, b) => a.indicator.subject.localeCompare(b.indicator.subject, 'zh-CN'),
      render: (_value, { indicator }) => (
        <button
          type="button"
          className="quiet"
          aria-pressed={get('indicator') === indicator.id}
          onClick={() => patch({ indicator: indicator.id, char: null })}
        >
          {indicator.subject}
        </button>
      ),
    },
    {
      title: words.target,
      width: 120,
      align: 'right',
      sorter: (a, b) => (a.indicator.value ?? 0) - (b.indicator.value ?? 0),
      render: (_value, { indicator }) => <strong>{formatQuantity(indicator, words, language)}</strong>,
    },
    {
      title: words.year,
      width: 70,
      sorter: (a, b) => (a.indicator.periodEnd ?? 0) - (b.indicator.periodEnd ?? 0),
      render: (_value, { indicator }) => indicator.periodEnd,
    },
    {
      title: words.observed,
      width: 110,
      align: 'right',
      sorter: (a, b) => (a.latest?.value ?? -Infinity) - (b.latest?.value ?? -Infinity),
      render: (_value, { latest }) =>
        latest ? (
          <>
            {number(latest.value)} <span className="aside">{latest.year}</span>
          </>
        ) : (
          '—'
        ),
    },
    { title: words.expectedValue, width: 78, align: 'right', render: (_value, row) => number(row.expected) },
    {
      title: words.distance,
      width: 78,
      align: 'right',
      sorter: (a, b) => (a.distance ?? Infinity) - (b.distance ?? Infinity),
      render: (_value, { distance }) =>
        distance !== null && distance <= 0 ? words.reached : number(distance),
    },
    {
      title: words.judgement,
      width: 110,
      sorter: (a, b) => PLACES.indexOf(placeOf(a)) - PLACES.indexOf(placeOf(b)),
      render: (_value, row) => <Place of={row} words={words} />,
    },
  ];
  function save() {
    downloadCsv(
      `${words.targets}-${monitoring.year}`,
      [
        words.subject,
        words.target,
        words.year,
        words.observed,
        words.observedIn,
        words.expectedValue,
        words.distance,
        words.judgement,
        words.ruleTitle,
        words.quote,
        words.lineColumn,
      ],
      rows.map((row) => [
        row.indicator.subject,
        formatQuantity(row.indicator, words, language),
        row.indicator.periodEnd,
        row.latest?.value,
        row.latest?.year,
        row.expected,
        row.distance,
        words.places[placeOf(row)],
        row.rule,
        row.indicator.span.quote,
        row.indicator.span.line,
      ]),
    );
  }
  return (
    <>
      <div className="outline-tools">
        <Input
          className="filter-input"
          allowClear
          aria-label={words.searchTargets}
          placeholder={words.searchTargets}
          value={get('q') ?? ''}
          onChange={(event) => patch({ q: event.target.value }, { replace: true })}
        />
        <Segmented
          aria-label={words.judgement}
          value={show ?? ''}
          options={[
            { value: '', label: `${words.allTies} ${monitoring.indicators.length}` },
            ...PLACES.map((one) => ({
              value: one,
              label: `${words.places[one]} ${monitoring.indicators.filter((row) => placeOf(row) === one).length}`,
            })),
          ]}
          onChange={(value) => patch({ show: value === '' ? null : value })}
        />
        <Button disabled={rows.length === 0} onClick={save}>
          {words.downloadCsv}
        </Button>
      </div>
      <Table<Target>
        size="small"
        virtual
        rowKey={({ indicator }) => indicator.id}
        dataSource={rows}
        columns={columns}
        pagination={false}
        scroll={{ x: 756, y: 560 }}
        rowClassName={({ indicator }) => (indicator.id === get('indicator') ? 'chosen-row' : '')}
      />
    </>
  );
}

export function Place({ of, words }: { of: Target; words: Words }) {
  const place = placeOf(of);
  return <span className={`flag place-${place}`}>{words.places[place]}</span>;
}

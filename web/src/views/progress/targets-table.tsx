/** Targets beside what was observed of them, and whether that is where it should be. */
import { Button, Table } from 'antd';
import type { ColumnType } from 'antd/es/table';
import { FilterInput } from '../../components/filter-input';
import { Narrowing } from '../../components/narrowing';
import { useLanguage, useOwnWords } from '../../i18n';
import type { AddressState } from '../../lib/address';
import { downloadCsv } from '../../lib/csv';
import { formatNumber, formatQuantity } from '../../lib/format';
import { sorted, sortOf } from '../../lib/sorting';
import { useTyped } from '../../lib/typed';
import type { Monitoring } from './progress-view';
import { WORDS } from './words';

export type Target = Monitoring['indicators'][number];

const JUDGEMENTS = ['behind', 'fine', 'untold', 'none'] as const;

type Judged = (typeof JUDGEMENTS)[number];

/** Where a target stands: measured or not, and if so whether that is enough. */
export function judgementOf({ latest, onTrack }: Target): Judged {
  if (latest === null) {
    return 'none';
  }
  return onTrack === null ? 'untold' : onTrack ? 'fine' : 'behind';
}

interface TargetsTableProps {
  monitoring: Monitoring;
  address: AddressState;
}

export function TargetsTable({ monitoring, address }: TargetsTableProps) {
  const { words, language } = useLanguage();
  const own = useOwnWords(WORDS);
  const { get, patch } = address;
  const show = JUDGEMENTS.find((one) => one === get('show')) ?? null;
  const typed = useTyped(address);
  const text = typed.text.trim();
  const rows = monitoring.indicators.filter(
    (row) =>
      (show === null || judgementOf(row) === show) &&
      (text === '' || row.indicator.subject.includes(text) || row.indicator.span.quote.includes(text)),
  );
  const count = (one: Judged | null) =>
    monitoring.indicators.filter((row) => one === null || judgementOf(row) === one).length;
  const number = (value: number | null) => (value === null ? '—' : formatNumber(value, language));
  const column = (key: string, sorter: (a: Target, b: Target) => number): ColumnType<Target> => ({
    key,
    sorter,
    sortOrder: sortOf(address, key),
  });
  const columns: ColumnType<Target>[] = [
    {
      title: words.subject,
      width: 190,
      fixed: 'left',
      ...column('subject', (a, b) => a.indicator.subject.localeCompare(b.indicator.subject, 'zh-CN')),
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
      title: own.target,
      width: 120,
      align: 'right',
      ...column('value', (a, b) => (a.indicator.value ?? 0) - (b.indicator.value ?? 0)),
      render: (_value, { indicator }) => <strong>{formatQuantity(indicator, words, language)}</strong>,
    },
    {
      title: words.year,
      width: 70,
      ...column('until', (a, b) => (a.indicator.periodEnd ?? 0) - (b.indicator.periodEnd ?? 0)),
      render: (_value, { indicator }) => indicator.periodEnd,
    },
    {
      title: own.observed,
      width: 110,
      align: 'right',
      ...column('observed', (a, b) => (a.latest?.value ?? -Infinity) - (b.latest?.value ?? -Infinity)),
      render: (_value, { latest }) =>
        latest ? (
          <>
            {number(latest.value)} <span className="aside">{latest.year}</span>
          </>
        ) : (
          '—'
        ),
    },
    { title: own.expectedValue, width: 96, align: 'right', render: (_value, row) => number(row.expected) },
    {
      title: own.distance,
      width: 100,
      align: 'right',
      ...column('distance', (a, b) => (a.distance ?? Infinity) - (b.distance ?? Infinity)),
      render: (_value, { distance }) => (distance !== null && distance <= 0 ? own.reached : number(distance)),
    },
    {
      title: own.judgement,
      width: 126,
      ...column(
        'judgement',
        (a, b) => JUDGEMENTS.indexOf(judgementOf(a)) - JUDGEMENTS.indexOf(judgementOf(b)),
      ),
      render: (_value, row) => <Judgement of={row} />,
    },
  ];
  function save() {
    downloadCsv(
      `${words.targets}-${monitoring.year}`,
      [
        words.subject,
        own.target,
        words.year,
        own.observed,
        words.observedIn,
        own.expectedValue,
        own.distance,
        own.judgement,
        own.ruleTitle,
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
        own.judgements[judgementOf(row)],
        row.rule,
        row.indicator.span.quote,
        row.indicator.span.line,
      ]),
    );
  }
  return (
    <>
      <div className="outline-tools">
        <FilterInput typed={typed} label={words.searchTargets} />
        <Narrowing
          label={own.judgement}
          kinds={JUDGEMENTS}
          names={own.judgements}
          value={show}
          count={count}
          onChoose={(one) => patch({ show: one })}
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
        scroll={{ x: 812, y: 560 }}
        onChange={(_pages, _filters, sorter) => patch(sorted(sorter))}
        rowClassName={({ indicator }) => (indicator.id === get('indicator') ? 'chosen-row' : '')}
      />
    </>
  );
}

export function Judgement({ of }: { of: Target }) {
  const own = useOwnWords(WORDS);
  const judged = judgementOf(of);
  return <span className={`flag judged-${judged}`}>{own.judgements[judged]}</span>;
}

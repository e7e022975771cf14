/** The table of indicators. */
import { Button, Checkbox, InputNumber, Select, Table } from 'antd';
import type { ColumnType } from 'antd/es/table';
import { Link } from 'react-router';
import {
  type IndicatorFilter,
  type IndicatorKind,
  IndicatorTableDocument,
  type IndicatorTableQuery,
} from '../../api/generated/graphql';
import { useNames, usePages } from '../../api/hooks';
import { FilterInput } from '../../components/filter-input';
import { Failure, Loading, Nothing } from '../../components/states';
import { useTitle } from '../../components/title';
import { useLanguage, useWords } from '../../i18n';
import type { Words } from '../../i18n/zh';
import { type AddressState, numberOf, useAddress } from '../../lib/address';
import { downloadCsv } from '../../lib/csv';
import { formatNumber, formatPeriod, formatQuantity } from '../../lib/format';
import { isGathered } from '../../lib/gathered';
import { sorted, sortOf } from '../../lib/sorting';
import { type Typed, useTyped } from '../../lib/typed';
import { to } from '../../routes';

type Indicator = IndicatorTableQuery['indicators']['nodes'][number];

/** The API has no order of indicators: this many are fetched and sorted here. */
const MOST_ROWS = 1000;

const KINDS: readonly IndicatorKind[] = [
  'OUTCOME',
  'OUTPUT',
  'PER_UNIT',
  'THRESHOLD',
  'GRADE',
  'SCOPE',
  'UNIVERSAL',
];

export function targetFilter({ get, plan }: Pick<AddressState, 'get' | 'plan'>): IndicatorFilter {
  const text = get('q')?.trim();
  const kind = KINDS.find((one) => one === get('kind'));
  const unit = get('unit');
  const year = numberOf(get('year'));
  return {
    ...(plan === null ? {} : { plans: [plan] }),
    ...(text ? { text } : {}),
    ...(kind ? { kinds: [kind] } : {}),
    ...(get('measured') ? { unit: get('measured') } : {}),
    ...(numberOf(get('min')) === null ? {} : { min: numberOf(get('min')) }),
    ...(numberOf(get('max')) === null ? {} : { max: numberOf(get('max')) }),
    ...(year === null ? {} : { year }),
    ...(get('binding') === 'yes' ? { isBinding: true } : {}),
    ...(unit ? { tasks: { units: { any: [unit] } } } : {}),
  };
}

export function TargetsView() {
  const { words, language } = useLanguage();
  const address = useAddress();
  useTitle(words.targetsTitle);
  const typed = useTyped(address);
  const get = (name: string) => (name === 'q' ? typed.text : address.get(name));
  const pages = usePages(
    IndicatorTableDocument,
    { filter: targetFilter({ get, plan: address.plan }), first: 100 },
    (answer) => answer.indicators,
    { keep: true, upTo: MOST_ROWS },
  );
  const column = (key: string, compare: (a: Indicator, b: Indicator) => number): ColumnType<Indicator> => ({
    key,
    sorter: compare,
    sortOrder: sortOf(address, key),
  });
  const ofPlan: ColumnType<Indicator> = {
    title: words.plan,
    width: 220,
    ellipsis: true,
    ...column('plan', (a, b) => a.plan.title.localeCompare(b.plan.title, 'zh-CN')),
    render: (_value, row) => (
      <Link title={row.plan.title} to={to.chapters(row.plan.id)}>
        {row.plan.title}
      </Link>
    ),
  };
  const hasPlans = pages.nodes.some(({ plan }) => plan.id !== pages.nodes[0]?.plan.id);
  const columns: ColumnType<Indicator>[] = [
    {
      title: words.subject,
      dataIndex: 'subject',
      fixed: 'left',
      width: 200,
      ...column('subject', (a, b) => a.subject.localeCompare(b.subject, 'zh-CN')),
      render: (subject: string, row) =>
        row.task ? <Link to={to.task(row.task.id, row.span, address.plan)}>{subject}</Link> : subject,
    },
    ...(hasPlans ? [ofPlan] : []),
    {
      title: words.value,
      align: 'right',
      width: 130,
      ...column('value', (a, b) => numeric(a) - numeric(b)),
      render: (_value, row) => <strong>{formatQuantity(row, words, language)}</strong>,
    },
    {
      title: words.year,
      width: 90,
      ...column('year', (a, b) => (a.periodEnd ?? 0) - (b.periodEnd ?? 0)),
      render: (_value, row) => formatPeriod(row.periodStart ?? null, row.periodEnd ?? null, words),
    },
    {
      title: words.latestObserved,
      align: 'right',
      width: 120,
      ...column('observed', (a, b) => (observed(a)?.value ?? -Infinity) - (observed(b)?.value ?? -Infinity)),
      render: (_value, row) => <Observed row={row} />,
    },
    {
      title: words.nature,
      width: 130,
      ...column('nature', (a, b) => Number(b.isBinding) - Number(a.isBinding)),
      render: (_value, row) => nature(row, words),
    },
    {
      title: words.kind,
      width: 80,
      ...column('kind', (a, b) => a.kind.localeCompare(b.kind)),
      render: (_value, row) => words.indicatorKind[row.kind],
    },
    {
      title: words.responsible,
      width: 170,
      render: (_value, row) => <Responsible row={row} plan={address.plan} />,
    },
    { title: words.quote, dataIndex: 'phrase', width: 320 },
  ];
  return (
    <div className="table-view">
      <header className="view-head">
        <h1>{words.targetsTitle}</h1>
        <span className="total" aria-live="polite">
          {pages.totalCount !== undefined && words.total(pages.totalCount)}
        </span>
        <span className="grow" />
        <Button disabled={!isGathered(pages, MOST_ROWS)} onClick={() => save(pages.nodes, words)}>
          {words.downloadCsv}
        </Button>
      </header>
      <Filters address={address} typed={typed} rows={pages.nodes} />
      {pages.isError && <Failure error={pages.error} onRetry={() => void pages.refetch()} />}
      {pages.totalCount !== undefined && pages.totalCount > MOST_ROWS && (
        <p className="note">{words.partial(MOST_ROWS)}</p>
      )}
      {pages.isPending && <Loading rows={12} />}
      {pages.totalCount === 0 && <Nothing title={words.noTargetFits} />}
      {pages.nodes.length > 0 && (
        <Table<Indicator>
          size="small"
          rowKey="id"
          virtual
          scroll={{ x: hasPlans ? 1460 : 1240, y: 620 }}
          dataSource={pages.nodes}
          pagination={false}
          columns={columns}
          className={pages.isPlaceholderData ? 'outdated' : ''}
          onChange={(_pages, _filters, sorter) => address.patch(sorted(sorter))}
        />
      )}
    </div>
  );
}

interface FiltersProps {
  address: AddressState;
  typed: Typed;
  rows: readonly Indicator[];
}

function Filters({ address, typed, rows }: FiltersProps) {
  const words = useWords();
  const { get, patch } = address;
  const chosenUnit = get('unit');
  const names = useNames(chosenUnit === null ? [] : [chosenUnit]);
  const measured = get('measured');
  const units = [
    ...new Set([...(measured === null ? [] : [measured]), ...rows.flatMap(({ unit }) => unit ?? [])]),
  ].sort();
  return (
    <div className="outline-tools">
      <FilterInput typed={typed} label={words.searchTargets} />
      <Select
        className="small-picker"
        allowClear
        aria-label={words.kind}
        placeholder={words.kind}
        value={get('kind')}
        options={KINDS.map((kind) => ({ value: kind, label: words.indicatorKind[kind] }))}
        onChange={(kind) => patch({ kind: kind ?? null })}
      />
      <Select
        className="small-picker"
        allowClear
        showSearch
        aria-label={words.valueUnit}
        placeholder={words.valueUnit}
        value={measured}
        options={units.map((unit) => ({ value: unit, label: unit }))}
        onChange={(unit) => patch({ measured: unit ?? null })}
      />
      <InputNumber
        aria-label={words.minimum}
        placeholder={words.minimum}
        value={numberOf(get('min'))}
        onChange={(value) => patch({ min: value === null ? null : String(value) }, { replace: true })}
      />
      <InputNumber
        aria-label={words.maximum}
        placeholder={words.maximum}
        value={numberOf(get('max'))}
        onChange={(value) => patch({ max: value === null ? null : String(value) }, { replace: true })}
      />
      <InputNumber
        aria-label={words.year}
        placeholder={words.year}
        precision={0}
        value={numberOf(get('year'))}
        onChange={(value) => patch({ year: value === null ? null : String(value) }, { replace: true })}
      />
      <Checkbox
        checked={get('binding') === 'yes'}
        onChange={(event) => patch({ binding: event.target.checked ? 'yes' : null })}
      >
        {words.onlyBinding}
      </Checkbox>
      {chosenUnit !== null && (
        <span className="chip chip-filter">
          {names.get(chosenUnit) ?? chosenUnit}
          <button type="button" aria-label={words.clearFilters} onClick={() => patch({ unit: null })}>
            ×
          </button>
        </span>
      )}
    </div>
  );
}

function Responsible({ row, plan }: { row: Indicator; plan: string | null }) {
  if (!row.task) {
    return null;
  }
  const units = row.task.leads.length > 0 ? row.task.leads : row.task.assignments.map(({ unit }) => unit);
  const distinct = new Map(units.map((unit) => [unit.id, unit.name]));
  return [...distinct].slice(0, 3).map(([id, name]) => (
    <Link key={id} className="unit-link" to={to.unit(id, plan)}>
      {name}
    </Link>
  ));
}

/** The value of the latest year; of several of one year the newest, which stands last. */
function observed({ observations }: Indicator): Indicator['observations'][number] | undefined {
  return observations.reduce<Indicator['observations'][number] | undefined>(
    (best, one) => (best === undefined || one.year >= best.year ? one : best),
    undefined,
  );
}

/** Leads to how it is judged. */
function Observed({ row }: { row: Indicator }) {
  const { language } = useLanguage();
  const latest = observed(row);
  if (latest === undefined) {
    return '—';
  }
  const year = String(latest.year);
  return (
    <Link to={to.progress({ plan: row.plan.id, as: 'targets', indicator: row.id, year })}>
      {formatNumber(latest.value, language)} <span className="aside">{year}</span>
    </Link>
  );
}

function nature(row: Indicator, words: Words): string {
  const parts = [row.isBinding ? words.binding : '', row.isAssignedByState ? words.assignedByState : ''];
  return [...parts, row.isAspirational ? words.aspirational : ''].filter(Boolean).join(' · ');
}

/** What is compared: the value in its basic unit; those without a value come last. */
function numeric(row: Indicator): number {
  return row.normalizedValue ?? row.value ?? Number.MAX_VALUE;
}

function save(rows: readonly Indicator[], words: Words) {
  const header = [
    words.plan,
    words.subject,
    words.comparator,
    words.value,
    words.maximum,
    words.valueUnit,
    words.year,
    words.latestObserved,
    words.observedIn,
    words.nature,
    words.kind,
    words.responsible,
    words.quote,
    words.lineColumn,
  ];
  downloadCsv(
    words.targetsTitle,
    header,
    rows.map((row) => [
      row.plan.title,
      row.subject,
      words.comparatorNames[row.comparator],
      row.value,
      row.valueMax,
      row.unit,
      formatPeriod(row.periodStart ?? null, row.periodEnd ?? null, words),
      observed(row)?.value,
      observed(row)?.year,
      nature(row, words),
      words.indicatorKind[row.kind],
      row.task?.assignments.map(({ role, unit }) => `${words.role[role]}：${unit.name}`).join('、'),
      row.phrase,
      row.span.line,
    ]),
  );
}

/** Who has reported on a plan for a year, what is late, and how far the targets are. */
import { Button, Segmented, Select } from 'antd';
import { useLocation } from 'react-router';
import { MonitoringPageDocument, type MonitoringPageQuery } from '../../api/generated/graphql';
import { useAsk } from '../../api/hooks';
import { OutlineOf } from '../../components/outline-of';
import { permanentAddress, SourcePane } from '../../components/source-pane';
import { Failure, Loading } from '../../components/states';
import { useTitle } from '../../components/title';
import { useApiLanguage, useLanguage, useOwnWords, useWords } from '../../i18n';
import { type AddressState, numberOf, useAddress } from '../../lib/address';
import { fileLink } from '../../lib/download';
import { exportAddress } from '../../lib/export';
import { formatDate } from '../../lib/format';
import { useIntoView } from '../../lib/into-view';
import { formatStretch, parseStretch, type Range } from '../../lib/text';
import { Orphans } from './orphans';
import { Reminders } from './reminders';
import { yearsOf, yearToReport } from './standing';
import { TargetPanel } from './target-panel';
import { TargetsTable } from './targets-table';
import { UnitReports } from './unit-reports';
import { UnitsTable } from './units-table';
import { WORDS } from './words';
import '../../styles/work.css';

export type Monitoring = MonitoringPageQuery['monitoring'];

const FORMATS = { xlsx: 'XLSX', md: 'Markdown' };

/** What is listed: those who report, the targets, or what falls due. */
const SHOWN = ['units', 'targets', 'due'] as const;
type Shown = (typeof SHOWN)[number];

export function ProgressView() {
  const own = useOwnWords(WORDS);
  const address = useAddress();
  useTitle(own.progressTitle);
  return (
    <OutlineOf>
      {(plan) => {
        const years = yearsOf(plan.periodStart ?? null, plan.periodEnd ?? null, new Date());
        const year = numberOf(address.get('year')) ?? yearToReport(years, new Date());
        return (
          <OfYear
            key={plan.id}
            plan={plan.id}
            title={plan.title}
            firstYear={plan.periodStart ?? null}
            year={year}
            years={years}
            address={address}
          />
        );
      }}
    </OutlineOf>
  );
}

interface OfYearProps {
  plan: string;
  title: string;
  firstYear: number | null;
  year: number;
  years: readonly number[];
  address: AddressState;
}

function OfYear({ plan, title, firstYear, year, years, address }: OfYearProps) {
  const words = useWords();
  const language = useApiLanguage();
  const { get, patch } = address;
  const answer = useAsk(MonitoringPageDocument, { plan, year, language }, { keep: true });
  const shown = SHOWN.find((one) => one === get('as')) ?? 'units';
  const own = useOwnWords(WORDS);
  const evaluation = (format: 'xlsx' | 'md') =>
    exportAddress('evaluation', format, {
      plans: [plan],
      year,
      name: `${own.evaluation}-${year}`,
    });
  const options = [...new Set([...years, year])].sort((a, b) => a - b);
  return (
    <div className="progress-view">
      <header className="view-head">
        <h1>{own.progressTitle}</h1>
        <Select
          aria-label={own.reportYear}
          value={year}
          options={options.map((one) => ({ value: one, label: words.yearOf(one) }))}
          onChange={(value) => patch({ year: String(value), task: null })}
        />
        <span className="total">{title}</span>
        <span className="grow" />
        {(['xlsx', 'md'] as const).map((format) => (
          <Button key={format} className="no-print" {...fileLink(evaluation(format))} download>
            {own.evaluation} {FORMATS[format]}
          </Button>
        ))}
      </header>
      {answer.isPending && <Loading rows={10} />}
      {answer.isError && <Failure error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.data && (
        <div className={answer.isPlaceholderData ? 'outdated' : ''} aria-busy={answer.isFetching}>
          <Summary
            monitoring={answer.data.monitoring}
            onProve={(span) => patch({ char: formatStretch(span) })}
          />
          <div className="search-tools">
            <Segmented
              aria-label={own.progressTitle}
              value={shown}
              options={[
                { value: 'units', label: own.byUnit },
                { value: 'targets', label: own.byTarget },
                { value: 'due', label: own.tab },
              ]}
              onChange={(value) =>
                patch({
                  as: value === 'units' ? null : value,
                  show: null,
                  q: null,
                  char: null,
                  sort: null,
                  order: null,
                })
              }
            />
          </div>
          <div className="progress-columns">
            <div className="progress-main">
              {shown === 'units' && <UnitsTable monitoring={answer.data.monitoring} address={address} />}
              {shown === 'targets' && <TargetsTable monitoring={answer.data.monitoring} address={address} />}
              {shown === 'due' && (
                <Reminders monitoring={answer.data.monitoring} firstYear={firstYear} address={address} />
              )}
              <Orphans monitoring={answer.data.monitoring} />
            </div>
            <Side monitoring={answer.data.monitoring} as={shown} address={address} />
          </div>
        </div>
      )}
    </div>
  );
}

interface SummaryProps {
  monitoring: Monitoring;
  onProve: (span: Range) => void;
}

function Summary({ monitoring, onProve }: SummaryProps) {
  const { words, language } = useLanguage();
  const own = useOwnWords(WORDS);
  const sum = (key: 'dueCount' | 'reportedCount' | 'lateCount') =>
    monitoring.units.reduce((all, row) => all + row[key], 0);
  const measured = monitoring.indicators.filter(({ latest }) => latest !== null);
  const facts: [string, string][] = [
    [own.due, own.reportsCount(sum('dueCount'))],
    [own.reported, String(sum('reportedCount'))],
    [own.late, String(sum('lateCount'))],
    [own.measuredTargets, `${measured.length} / ${monitoring.indicators.length}`],
    [own.onTrack, String(measured.filter(({ onTrack }) => onTrack === true).length)],
    [own.offTrack, String(measured.filter(({ onTrack }) => onTrack === false).length)],
  ];
  return (
    <>
      <p className="due-line">
        {own.dueOn(monitoring.year, formatDate(monitoring.dueOn, language))}{' '}
        {monitoring.dueSpan ? (
          <button
            type="button"
            className="prove"
            onClick={() => monitoring.dueSpan && onProve(monitoring.dueSpan)}
          >
            {words.line(monitoring.dueSpan.line)}
          </button>
        ) : (
          <span className="aside">{own.dueAssumed}</span>
        )}
      </p>
      <dl className="facts-line">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

interface SideProps {
  monitoring: Monitoring;
  as: Shown;
  address: AddressState;
}

/** What was chosen: the words that set the day, a unit or a target. On a narrow screen, where it stands below, it comes into view. */
function Side({ monitoring, as, address }: SideProps) {
  const words = useWords();
  const own = useOwnWords(WORDS);
  const { pathname } = useLocation();
  const { get, patch } = address;
  const stretch = parseStretch(get('char'));
  const chosen = as === 'due' ? null : get(as === 'targets' ? 'indicator' : 'unit');
  const shown = stretch === null ? chosen : formatStretch(stretch);
  const element = useIntoView<HTMLElement>(shown);
  return (
    <aside className="progress-side" aria-label={words.details} ref={element}>
      {stretch !== null ? (
        <>
          <button type="button" className="quiet" onClick={() => patch({ char: null })}>
            {own.close}
          </button>
          <SourcePane
            plan={monitoring.plan}
            stretch={stretch}
            address={`${permanentAddress(pathname, stretch)}&plan=${monitoring.plan.id}`}
          />
        </>
      ) : chosen === null ? (
        <p className="note">
          {{ units: own.chooseUnit, targets: own.chooseTarget, due: own.chooseLine }[as]}
        </p>
      ) : as === 'targets' ? (
        <TargetPanel monitoring={monitoring} indicator={chosen} />
      ) : (
        <UnitReports monitoring={monitoring} unit={chosen} address={address} />
      )}
    </aside>
  );
}

/** What one unit has to report on in a year, what it has said, and the form to say more. */
import { Button } from 'antd';
import { Link } from 'react-router';
import { UnitReportsDocument, type UnitReportsQuery } from '../../api/generated/graphql';
import { usePages } from '../../api/hooks';
import { Attachment } from '../../components/attachment';
import { KeyBox } from '../../components/key-box';
import { More } from '../../components/more';
import { Narrowing } from '../../components/narrowing';
import { Failure, Loading, Nothing } from '../../components/states';
import { taskTitle } from '../../components/task-list';
import { useLanguage, useOwnWords, useWords } from '../../i18n';
import type { AddressState } from '../../lib/address';
import { formatMoment } from '../../lib/format';
import { to } from '../../routes';
import { isBeingWritten, ProgressForm } from './progress-form';
import type { Monitoring } from './progress-view';
import { STANDINGS, type Standing, standing } from './standing';
import { WORDS } from './words';

type Due = UnitReportsQuery['tasks']['nodes'][number];

/** As many as a unit has in practice; of a longer list the first, which the page says. */
const MOST = 500;

interface UnitReportsProps {
  monitoring: Monitoring;
  unit: string;
  address: AddressState;
}

export function UnitReports({ monitoring, unit, address }: UnitReportsProps) {
  const words = useWords();
  const own = useOwnWords(WORDS);
  const { get, patch, plan } = address;
  const row = monitoring.units.find((one) => one.unit.id === unit);
  const tasks = usePages(
    UnitReportsDocument,
    { plan: monitoring.plan.id, unit, year: monitoring.year, first: 100 },
    (answer) => answer.tasks,
    { keep: true, upTo: MOST },
  );
  if (!row) {
    return <Nothing title={own.nothingDue} />;
  }
  if (tasks.isPending) {
    return <Loading rows={8} />;
  }
  if (tasks.isError) {
    return <Failure error={tasks.error} onRetry={() => void tasks.refetch()} />;
  }
  const now = new Date();
  const all = tasks.nodes.map((task) => {
    const reports = task.progress.filter((report) => report.unit.id === unit);
    return { task, reports, standing: standing(reports, monitoring.dueOn, now) };
  });
  const wanted = STANDINGS.find((one) => one === get('status')) ?? null;
  const shown = all.filter((one) => wanted === null || one.standing === wanted);
  const count = (one: Standing | null) =>
    all.filter((other) => one === null || other.standing === one).length;
  return (
    <section className="panel">
      <h2>
        <Link to={to.unit(unit, plan)}>{row.unit.name}</Link>{' '}
        <small className="aside">{words.yearOf(monitoring.year)}</small>
      </h2>
      <KeyBox role={words.keyRoles.REPORT ?? ''} />
      <div className="search-tools">
        <Narrowing
          label={own.standing}
          kinds={STANDINGS}
          names={own.standings}
          value={wanted}
          count={count}
          onChoose={(one) => patch({ status: one })}
        />
      </div>
      <ul className={tasks.isPlaceholderData ? 'reports outdated' : 'reports'}>
        {shown.map(({ task, reports, standing: how }) => (
          <li key={task.id}>
            <Reported
              task={task}
              reports={reports}
              how={how}
              isOpen={get('task') === task.id}
              onOpen={(isOpen) => patch({ task: isOpen ? task.id : null })}
              unit={unit}
              year={monitoring.year}
              plan={plan}
            />
          </li>
        ))}
      </ul>
      {shown.length === 0 && <Nothing title={words.noTaskFits} />}
      {tasks.hasNextPage && <More of={tasks} />}
    </section>
  );
}

interface ReportedProps {
  task: Due;
  reports: Due['progress'];
  how: Standing;
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
  unit: string;
  year: number;
  plan: string | null;
}

function Reported({ task, reports, how, isOpen, onOpen, unit, year, plan }: ReportedProps) {
  const { words, language } = useLanguage();
  const own = useOwnWords(WORDS);
  const newest = reports.at(-1);
  const isBegun = isBeingWritten({ task: task.id, unit, year });
  const action = isBegun ? own.writeOn : newest ? own.reportAgain : own.report;
  return (
    <article>
      <h3>
        <Link to={to.task(task.id, undefined, plan)}>{taskTitle(task)}</Link>
        <span className={`flag standing-${how.toLowerCase()}`}>{own.standings[how]}</span>
      </h3>
      <p className="hit-place">
        {task.chapter.title || words.noChapter} · {words.taskNumber(task.number)}
      </p>
      {newest && (
        <div className="newest-report">
          <p>
            <b className={`status status-${newest.status.toLowerCase()}`}>{words.statuses[newest.status]}</b>{' '}
            <span className="aside">
              {newest.author} · {formatMoment(newest.reportedAt, language)}
              {reports.length > 1 && ` · ${own.earlierReports(reports.length - 1)}`}
            </span>
          </p>
          <p className="report-text">{newest.text}</p>
          {newest.attachmentUrl && (
            <p>
              <Attachment address={newest.attachmentUrl} />
            </p>
          )}
        </div>
      )}
      {isOpen ? (
        <ProgressForm
          key={`${unit} ${year}`}
          task={task.id}
          unit={unit}
          year={year}
          status={newest?.status ?? null}
          onClose={() => onOpen(false)}
        />
      ) : (
        <Button
          size="small"
          className="no-print"
          aria-label={`${action}：${taskTitle(task)}`}
          onClick={() => onOpen(true)}
        >
          {action}
        </Button>
      )}
    </article>
  );
}

/** What units have said of a task over the years, and what was observed of its targets. */
import { Link } from 'react-router';
import { TaskProgressDocument } from '../../api/generated/graphql';
import { useAsk } from '../../api/hooks';
import { Attachment } from '../../components/attachment';
import { Failure, Loading } from '../../components/states';
import { useLanguage } from '../../i18n';
import { formatMoment, formatNumber } from '../../lib/format';
import { to } from '../../routes';

interface ProgressHistoryProps {
  task: string;
  plan: string;
  /** A unit that reports on the task; null when none has to. */
  unit: string | null;
}

export function ProgressHistory({ task, plan, unit }: ProgressHistoryProps) {
  const { words, language } = useLanguage();
  const answer = useAsk(TaskProgressDocument, { id: task });
  const found = answer.data?.task;
  const reports = [...(found?.progress ?? [])].sort((a, b) => b.year - a.year);
  const observations = (found?.indicators ?? []).flatMap((indicator) =>
    indicator.observations.map((one) => ({ ...one, indicator })),
  );
  return (
    <section className="facts">
      <h2>{words.progressOfTask}</h2>
      {answer.isPending && <Loading rows={2} />}
      {answer.isError && <Failure error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.isSuccess && reports.length + observations.length === 0 && (
        <p className="note">{words.noReports}</p>
      )}
      <ul className="rows">
        {reports.map((one) => (
          <li key={one.id}>
            <span>{words.yearOf(one.year)}</span>
            <Link to={to.unit(one.unit.id, plan)}>{one.unit.name}</Link>
            <b className={`status status-${one.status.toLowerCase()}`}>{words.statuses[one.status]}</b>
            <span className="report-text">{one.text}</span>
            {one.attachmentUrl && <Attachment address={one.attachmentUrl} />}
            <span className="aside">
              {one.author} · {formatMoment(one.reportedAt, language)}
            </span>
          </li>
        ))}
        {observations.map((one) => (
          <li key={one.id}>
            <span>{words.yearOf(one.year)}</span>
            <Link
              to={to.progress({ plan, as: 'targets', indicator: one.indicator.id, year: String(one.year) })}
            >
              {one.indicator.subject}
            </Link>
            <strong>
              {formatNumber(one.value, language)} {one.indicator.unit}
            </strong>
            <span className="aside">
              {[one.source, one.note, one.author, formatMoment(one.reportedAt, language)]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      {unit !== null && (
        <p className="no-print">
          <Link to={to.progress({ plan, unit, task })}>{words.toProgress}</Link>
        </p>
      )}
    </section>
  );
}

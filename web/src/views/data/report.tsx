/** What was read from a document that is not kept yet. */
import type { IngestPlanMutation } from '../../api/generated/graphql';
import { DiagnosticRows } from '../../components/diagnostics';
import { useLanguage, useOwnWords } from '../../i18n';
import { formatDate, formatNumber } from '../../lib/format';
import { WORDS } from './words';

type Read = NonNullable<IngestPlanMutation['ingestPlan']['report']>;

/** Diagnostics shown before somebody asks for all. */
const FEW = 12;

export function Report({ report }: { report: Read }) {
  const { words, language } = useLanguage();
  const own = useOwnWords(WORDS);
  const percent = Math.floor(report.coverage * 1000) / 10;
  const head: [string, string | null][] = [
    [own.title, report.title],
    [words.documentNumber, report.documentNumber],
    [words.issuer, report.issuer],
    [words.issuedOn, report.issuedOn && formatDate(report.issuedOn, language)],
    [own.layouts, report.layouts.map((name) => own.layoutNames[name] ?? name).join('、') || null],
  ];
  const counts: [string, number][] = [
    [own.tasks, report.taskCount],
    [own.units, report.unitCount],
    [own.assignments, report.assignmentCount],
    [own.indicators, report.indicatorCount],
  ];
  return (
    <section className="report" aria-label={own.report}>
      <h3>
        {own.report} <span className="flag">{own.reportNote}</span>
      </h3>
      <dl className="report-head">
        {head.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value ?? <span className="aside">{own.unknown}</span>}</dd>
          </div>
        ))}
      </dl>
      <dl className="report-counts">
        {counts.map(([name, count]) => (
          <div key={name}>
            <dd>{formatNumber(count, language)}</dd>
            <dt>{name}</dt>
          </div>
        ))}
        <div>
          <dd>{percent}%</dd>
          <dt>{words.coverage}</dt>
        </div>
      </dl>
      {report.taskCount === 0 && <p className="note">{own.noTasks}</p>}
      <h4>
        {words.diagnostics} {report.diagnostics.length}
      </h4>
      <DiagnosticRows diagnostics={report.diagnostics} few={FEW} />
    </section>
  );
}

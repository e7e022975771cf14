/** What was noticed while a plan was read. */
import { Segmented } from 'antd';
import { useState } from 'react';
import {
  PlanDiagnosticsDocument,
  type PlanDiagnosticsQuery,
  type Severity,
} from '../../api/generated/graphql';
import { useAsk } from '../../api/hooks';
import { Published } from '../../components/source-pane';
import { Failure, Loading, Nothing } from '../../components/states';
import { useLanguage, useWords } from '../../i18n';
import { useAddress } from '../../lib/address';
import { formatStretch } from '../../lib/text';

type Diagnostic = NonNullable<PlanDiagnosticsQuery['plan']>['diagnostics'][number];

const SEVERITIES: readonly Severity[] = ['ERROR', 'WARNING', 'INFO'];

/** Rows shown before somebody asks for all. */
const FEW = 100;

export function Diagnostics({ plan, title }: { plan: string; title: string }) {
  const words = useWords();
  const { get, patch } = useAddress();
  const answer = useAsk(PlanDiagnosticsDocument, { by: { id: plan } }, { keep: true });
  if (answer.isPending) {
    return <Loading />;
  }
  if (answer.isError) {
    return <Failure error={answer.error} onRetry={() => void answer.refetch()} />;
  }
  const all = answer.data.plan?.diagnostics ?? [];
  const severity = SEVERITIES.find((one) => one === get('severity')) ?? null;
  const count = (one: Severity) => all.filter((diagnostic) => diagnostic.severity === one).length;
  return (
    <section className="diagnostics">
      <h2>{words.diagnosticsOf(title)}</h2>
      <div className="search-tools">
        <Segmented
          aria-label={words.diagnostics}
          value={severity ?? ''}
          options={[
            { value: '', label: `${words.allTies} ${all.length}` },
            ...SEVERITIES.map((value) => ({ value, label: `${words.severity[value]} ${count(value)}` })),
          ]}
          onChange={(value) => patch({ severity: value === '' ? null : value })}
        />
      </div>
      <DiagnosticRows
        diagnostics={all.filter((one) => severity === null || one.severity === severity)}
        plan={plan}
        few={FEW}
      />
    </section>
  );
}

/** Their messages say more than code and quote do: the nearest known name, both numbers. */
const TELLING: readonly string[] = [
  'UNKNOWN_UNIT',
  'COUNT_MISMATCH',
  'ALIAS',
  'PREFIX_EXPANDED',
  'GROUP_UNIT',
];

interface DiagnosticRowsProps {
  diagnostics: readonly Diagnostic[];
  /** Whose source is linked to; left out for a document that is not kept. */
  plan?: string;
  /** Rows shown before somebody asks for all. */
  few: number;
}

export function DiagnosticRows({ diagnostics, plan, few }: DiagnosticRowsProps) {
  const { words, language } = useLanguage();
  const [showsAll, setShowsAll] = useState(false);
  if (diagnostics.length === 0) {
    return <Nothing title={words.noDiagnostics} />;
  }
  return (
    <>
      <ul className="rows">
        {diagnostics.slice(0, showsAll ? diagnostics.length : few).map((one) => (
          <li key={one.id}>
            <span className={`flag severity-${one.severity.toLowerCase()}`}>
              {words.severity[one.severity]}
            </span>
            <b title={one.code}>{words.diagnosticCodes[one.code] ?? one.code}</b>
            {one.span && <Place span={one.span} plan={plan} />}
            {language === 'en' || one.span === null || TELLING.includes(one.code) ? (
              <span lang="en">{one.message}</span>
            ) : (
              <q title={one.message}>
                <Published text={one.span.quote} />
              </q>
            )}
          </li>
        ))}
      </ul>
      {diagnostics.length > few && !showsAll && (
        <button type="button" className="quiet" onClick={() => setShowsAll(true)}>
          {words.more} ({diagnostics.length - few})
        </button>
      )}
    </>
  );
}

/** The line, leading to the source with the stretch marked. */
function Place({ span, plan }: { span: NonNullable<Diagnostic['span']>; plan: string | undefined }) {
  const words = useWords();
  const line = words.line(span.line);
  if (plan === undefined) {
    return <span className="aside">{line}</span>;
  }
  return (
    <a className="aside" href={`/plans/${encodeURIComponent(plan)}/text?char=${formatStretch(span)}`}>
      {line}
    </a>
  );
}

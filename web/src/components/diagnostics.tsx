/** What was noticed while a document was read. */
import { Select } from 'antd';
import type { PlanDiagnosticsQuery, Severity } from '../api/generated/graphql';
import { useWords } from '../i18n';
import type { AddressState } from '../lib/address';
import { codesOf, spoken } from '../lib/diagnostics';
import type { Range } from '../lib/text';
import { Few } from './few';
import { Narrowing } from './narrowing';
import { Published } from './source-pane';
import { Nothing } from './states';

export type Diagnostic = NonNullable<PlanDiagnosticsQuery['plan']>['diagnostics'][number];

const SEVERITIES: readonly Severity[] = ['ERROR', 'WARNING', 'INFO'];

/** Rows shown before somebody asks for more, unless said otherwise, and with each asking. */
const MANY = 100;

interface DiagnosticsListProps {
  diagnostics: readonly Diagnostic[];
  address: AddressState;
  onChoose: (range: Range) => void;
  /** What is shown of the source. */
  stretch?: Range;
}

/** All of a plan, by severity and code. */
export function DiagnosticsList({ diagnostics, address, ...rest }: DiagnosticsListProps) {
  const words = useWords();
  const { get, patch } = address;
  const severity = SEVERITIES.find((one) => one === get('severity')) ?? null;
  const code = get('code');
  const ofSeverity = diagnostics.filter((one) => severity === null || one.severity === severity);
  const fitting = ofSeverity.filter((one) => code === null || one.code === code);
  const count = (one: Severity | null) =>
    diagnostics.filter((other) => one === null || other.severity === one).length;
  return (
    <>
      <div className="review-filters">
        <Narrowing
          label={words.diagnostics}
          kinds={SEVERITIES}
          names={words.severity}
          value={severity}
          count={count}
          onChoose={(one) => patch({ severity: one, code: null })}
        />
        <Select
          allowClear
          aria-label={words.code}
          placeholder={words.code}
          value={code}
          popupMatchSelectWidth={240}
          options={codesOf(ofSeverity).map(([value, times]) => ({
            value,
            label: `${words.diagnosticCodes[value] ?? spoken(value)} ${times}`,
          }))}
          onChange={(value) => patch({ code: value ?? null })}
        />
      </div>
      <DiagnosticRows key={`${severity} ${code}`} diagnostics={fitting} {...rest} />
    </>
  );
}

interface DiagnosticRowsProps {
  diagnostics: readonly Diagnostic[];
  /** Left out for a document that is not kept: it has no place to show. */
  onChoose?: (range: Range) => void;
  stretch?: Range;
  /** Rows shown before somebody asks for more. */
  few?: number;
}

export function DiagnosticRows({ diagnostics, onChoose, stretch, few = MANY }: DiagnosticRowsProps) {
  const words = useWords();
  if (diagnostics.length === 0) {
    return <Nothing title={words.noDiagnostics} />;
  }
  return (
    <Few items={diagnostics} few={few} more={MANY}>
      {(one) => (
        <li key={one.id}>
          <Row one={one} onChoose={onChoose} stretch={stretch} />
        </li>
      )}
    </Few>
  );
}

interface RowProps {
  one: Diagnostic;
  onChoose: ((range: Range) => void) | undefined;
  stretch: Range | undefined;
}

function Row({ one, onChoose, stretch }: RowProps) {
  const words = useWords();
  const { span } = one;
  const content = (
    <>
      <span className="review-item-head">
        <span className={`flag severity-${one.severity.toLowerCase()}`}>{words.severity[one.severity]}</span>
        <b title={one.code}>{words.diagnosticCodes[one.code] ?? spoken(one.code)}</b>
        {span && <span className="aside">{words.line(span.line)}</span>}
      </span>
      <span className="review-item-text" title={span?.quote}>
        <Published text={one.message} />
      </span>
    </>
  );
  // One that concerns the document as a whole has no place to show.
  if (span === null || onChoose === undefined) {
    return <div className="review-item">{content}</div>;
  }
  const isChosen = span.start === stretch?.start && span.end === stretch.end;
  return (
    <button
      type="button"
      className={isChosen ? 'review-item chosen' : 'review-item'}
      aria-pressed={stretch && isChosen}
      onClick={() => onChoose(span)}
    >
      {content}
    </button>
  );
}

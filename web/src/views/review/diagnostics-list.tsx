/** What was noticed while the plan was read; each leads to its characters. */
import { Segmented, Select } from 'antd';
import { useState } from 'react';
import type { Severity } from '../../api/generated/graphql';
import { Nothing } from '../../components/states';
import { useWords } from '../../i18n';
import type { AddressState } from '../../lib/address';
import type { Range } from '../../lib/text';
import { codesOf, type Diagnostic } from './questions';

const SEVERITIES: readonly Severity[] = ['ERROR', 'WARNING', 'INFO'];

/** Rows shown before somebody asks for more. */
const FEW = 100;

interface DiagnosticsListProps {
  diagnostics: readonly Diagnostic[];
  address: AddressState;
  stretch: Range;
  onChoose: (range: Range) => void;
}

export function DiagnosticsList({ diagnostics, address, stretch, onChoose }: DiagnosticsListProps) {
  const words = useWords();
  const { get, patch } = address;
  const [shown, setShown] = useState(FEW);
  const severity = SEVERITIES.find((one) => one === get('severity')) ?? null;
  const code = get('code');
  const ofSeverity = diagnostics.filter((one) => severity === null || one.severity === severity);
  const fitting = ofSeverity.filter((one) => code === null || one.code === code);
  const count = (one: Severity) => diagnostics.filter((other) => other.severity === one).length;
  return (
    <>
      <div className="review-filters">
        <Segmented
          aria-label={words.diagnostics}
          value={severity ?? ''}
          options={[
            { value: '', label: `${words.allTies} ${diagnostics.length}` },
            ...SEVERITIES.filter((one) => one === severity || count(one) > 0).map((value) => ({
              value,
              label: `${words.severity[value]} ${count(value)}`,
            })),
          ]}
          onChange={(value) => patch({ severity: value === '' ? null : value, code: null })}
        />
        <Select
          allowClear
          aria-label={words.code}
          placeholder={words.code}
          value={code}
          popupMatchSelectWidth={240}
          options={codesOf(ofSeverity).map(([value, times]) => ({
            value,
            label: `${words.diagnosticCodes[value] ?? value} ${times}`,
          }))}
          onChange={(value) => patch({ code: value ?? null })}
        />
      </div>
      {fitting.length === 0 && <Nothing title={words.noDiagnostics} />}
      <ul className="review-items">
        {fitting.slice(0, shown).map((one) => (
          <li key={one.id}>
            <Item one={one} isChosen={isAt(one, stretch)} onChoose={onChoose} />
          </li>
        ))}
      </ul>
      {fitting.length > shown && (
        <button type="button" className="quiet" onClick={() => setShown(shown + FEW)}>
          {words.more} ({fitting.length - shown})
        </button>
      )}
    </>
  );
}

function isAt({ span }: Diagnostic, stretch: Range): boolean {
  return span !== null && span.start === stretch.start && span.end === stretch.end;
}

interface ItemProps {
  one: Diagnostic;
  isChosen: boolean;
  onChoose: (range: Range) => void;
}

/** One that concerns the document as a whole has no place to show. */
function Item({ one, isChosen, onChoose }: ItemProps) {
  const words = useWords();
  const content = (
    <>
      <span className="review-item-head">
        <span className={`flag severity-${one.severity.toLowerCase()}`}>{words.severity[one.severity]}</span>
        <b title={one.code}>{words.diagnosticCodes[one.code] ?? one.code}</b>
        {one.span && <span className="aside">{words.line(one.span.line)}</span>}
      </span>
      <span className="review-item-text">{one.message}</span>
    </>
  );
  const { span } = one;
  return span === null ? (
    <div className="review-item">{content}</div>
  ) : (
    <button
      type="button"
      className={isChosen ? 'review-item chosen' : 'review-item'}
      aria-pressed={isChosen}
      onClick={() => onChoose(span)}
    >
      {content}
    </button>
  );
}

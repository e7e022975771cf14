/** One target: what it asks for, by what it is judged, what was observed of it, and the form for a new value. */
import { Input, InputNumber } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { IndicatorProgressDocument, RecordObservationDocument } from '../../api/generated/graphql';
import { useAsk, useChange } from '../../api/hooks';
import { FormEnd } from '../../components/form-end';
import { KeyBox } from '../../components/key-box';
import { Published } from '../../components/source-pane';
import { Failure, Loading, Nothing } from '../../components/states';
import { useLanguage, useOwnWords, useWords } from '../../i18n';
import { useAddress } from '../../lib/address';
import { useDraft } from '../../lib/draft';
import { formatMoment, formatNumber, formatQuantity } from '../../lib/format';
import { to } from '../../routes';
import type { Monitoring } from './progress-view';
import { Judgement } from './targets-table';
import { WORDS } from './words';

interface TargetPanelProps {
  monitoring: Monitoring;
  indicator: string;
}

export function TargetPanel({ monitoring, indicator: id }: TargetPanelProps) {
  const { words, language } = useLanguage();
  const own = useOwnWords(WORDS);
  const { plan } = useAddress();
  const row = monitoring.indicators.find(({ indicator }) => indicator.id === id);
  if (!row) {
    return <Nothing title={own.noSuchTarget} />;
  }
  const { indicator } = row;
  return (
    <section className="panel">
      <h2>
        {indicator.task ? (
          <Link to={to.task(indicator.task.id, indicator.span, plan)}>{indicator.subject}</Link>
        ) : (
          indicator.subject
        )}
      </h2>
      <p>
        <strong>{formatQuantity(indicator, words, language)}</strong>{' '}
        {indicator.periodEnd !== null && <span className="aside">{words.yearOf(indicator.periodEnd)}</span>}{' '}
        {indicator.isBinding && <span className="flag">{words.binding}</span>} <Judgement of={row} />
      </p>
      <blockquote className="aside">
        <Published text={indicator.span.quote} /> <span>{words.line(indicator.span.line)}</span>
      </blockquote>
      <h3>{own.ruleTitle}</h3>
      <p>{row.rule}</p>
      <h3>{own.observedValues}</h3>
      <Observations indicator={id} unit={indicator.unit} />
      <h3>{own.recordValue}</h3>
      <KeyBox role={words.keyRoles.REPORT ?? ''} />
      <ObservationForm
        key={`${id} ${monitoring.year}`}
        indicator={id}
        year={monitoring.year}
        unit={indicator.unit}
      />
    </section>
  );
}

function Observations({ indicator, unit }: { indicator: string; unit: string | null }) {
  const { words, language } = useLanguage();
  const own = useOwnWords(WORDS);
  const answer = useAsk(IndicatorProgressDocument, { id: indicator });
  if (answer.isPending) {
    return <Loading rows={2} />;
  }
  if (answer.isError) {
    return <Failure error={answer.error} onRetry={() => void answer.refetch()} />;
  }
  const node = answer.data.node;
  const observations = node && 'observations' in node ? node.observations : [];
  if (observations.length === 0) {
    return <p className="note">{own.noObservation}</p>;
  }
  return (
    <ul className="rows">
      {[...observations].reverse().map((one) => (
        <li key={one.id}>
          <span>{words.yearOf(one.year)}</span>
          <strong>
            {formatNumber(one.value, language)} {unit}
          </strong>
          <span className="aside">
            {[one.source, one.note, one.author, formatMoment(one.reportedAt, language)]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  );
}

interface ObservationFormProps {
  indicator: string;
  year: number;
  unit: string | null;
}

type ObservationDraft = { value: number | null; source: string; note: string };

const NO_OBSERVATION: ObservationDraft = { value: null, source: '', note: '' };

function ObservationForm({ indicator, year: shown, unit }: ObservationFormProps) {
  const words = useWords();
  const own = useOwnWords(WORDS);
  const [year, setYear] = useState<number | null>(shown);
  const { draft, change, clear } = useDraft<ObservationDraft>(
    `observation ${indicator} ${shown}`,
    NO_OBSERVATION,
  );
  const { value, source, note } = draft;
  const record = useChange(RecordObservationDocument, {
    faults: (answer) => answer.recordObservation.userErrors,
    onDone: clear,
  });
  return (
    <form
      className="entry-form no-print"
      onSubmit={(event) => {
        event.preventDefault();
        if (year !== null && value !== null) {
          record.mutate({
            input: { indicator, year, value, source: source.trim() || null, note: note.trim() || null },
          });
        }
      }}
    >
      <p className="form-row">
        <InputNumber
          aria-label={words.year}
          min={1949}
          max={2198}
          precision={0}
          value={year}
          onChange={setYear}
        />
        <InputNumber
          className="value-input"
          aria-label={own.observed}
          placeholder={own.observed}
          value={value}
          onChange={(number) => change({ value: number })}
        />
        <span>{unit}</span>
      </p>
      <Input
        aria-label={own.dataSource}
        placeholder={own.dataSource}
        value={source}
        onChange={(event) => change({ source: event.target.value })}
      />
      <Input
        aria-label={own.noteLabel}
        placeholder={own.noteLabel}
        value={note}
        onChange={(event) => change({ note: event.target.value })}
      />
      <FormEnd
        error={record.error}
        isComplete={year !== null && value !== null}
        isPending={record.isPending}
        action={own.submit}
      >
        <span className="aside" role="status">
          {record.isSuccess && own.recorded}
        </span>
      </FormEnd>
    </form>
  );
}

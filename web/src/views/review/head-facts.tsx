/** The head of the plan: title, number, issuer, date, period and region, with where each was read, or that it was not. */
import { Button } from 'antd';
import { useState } from 'react';
import type { HeadField } from '../../api/generated/graphql';
import type { OutlinedPlan } from '../../components/outline-of';
import { type Language, useLanguage, useOwnWords } from '../../i18n';
import { formatDate } from '../../lib/format';
import type { Range } from '../../lib/text';
import { CorrectionForm } from './correction-form';
import { WORDS } from './words';

const FIELDS: readonly HeadField[] = ['TITLE', 'DOCUMENT_NUMBER', 'ISSUER', 'ISSUED_ON', 'PERIOD', 'REGION'];

interface HeadFactsProps {
  plan: OutlinedPlan;
  onChoose: (range: Range) => void;
}

export function HeadFacts({ plan, onChoose }: HeadFactsProps) {
  const { words, language } = useLanguage();
  const own = useOwnWords(WORDS);
  const [field, setField] = useState<HeadField | null>(null);
  return (
    <ul className="review-items">
      {FIELDS.map((one) => {
        const fact = plan.head.find((read) => read.field === one);
        const name = own.headFields[one] ?? one;
        const action = fact ? own.correct : own.supply;
        return (
          <li key={one}>
            <div className="review-item">
              <span className="review-item-head">
                <b>{name}</b>
                {fact && <span className="basis">{words.basis[fact.basis]}</span>}
                {fact?.span && (
                  <button
                    type="button"
                    className="prove"
                    title={words.showInSource}
                    onClick={() => fact.span && onChoose(fact.span)}
                  >
                    {words.line(fact.span.line)}
                  </button>
                )}
                <span className="grow" />
                <Button size="small" aria-label={`${action}：${name}`} onClick={() => setField(one)}>
                  {action}
                </Button>
              </span>
              <span className={fact ? 'review-item-text' : 'aside'}>
                {fact ? shownValue(one, fact.value, language) : own.notRead}
              </span>
            </div>
            {field === one && (
              <CorrectionForm
                asked={{
                  kind: 'SET_HEAD',
                  target: plan.id,
                  subject: name,
                  value: fact?.value ?? '',
                  headField: one,
                }}
                onClose={() => setField(null)}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}

function shownValue(field: HeadField, value: string, language: Language): string {
  return field === 'ISSUED_ON' ? formatDate(value, language) : value;
}

/** The head of the plan: title, number, issuer, date, region and period, with where each was read. */
import { Button } from 'antd';
import { useState } from 'react';
import type { HeadField } from '../../api/generated/graphql';
import type { OutlinedPlan } from '../../components/outline-of';
import { Nothing } from '../../components/states';
import { useWords } from '../../i18n';
import type { Range } from '../../lib/text';
import { CorrectionForm } from './correction-form';

interface HeadFactsProps {
  plan: OutlinedPlan;
  onChoose: (range: Range) => void;
}

export function HeadFacts({ plan, onChoose }: HeadFactsProps) {
  const words = useWords();
  const [field, setField] = useState<HeadField | null>(null);
  if (plan.head.length === 0) {
    return <Nothing />;
  }
  return (
    <ul className="review-items">
      {plan.head.map((fact) => (
        <li key={fact.field}>
          <div className="review-item">
            <span className="review-item-head">
              <b>{words.headFields[fact.field] ?? fact.field}</b>
              <span className="basis">{words.basis[fact.basis]}</span>
              {fact.span && (
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
              <Button
                size="small"
                aria-label={`${words.correct}：${words.headFields[fact.field] ?? fact.field}`}
                onClick={() => setField(fact.field)}
              >
                {words.correct}
              </Button>
            </span>
            <span className="review-item-text">{fact.value}</span>
          </div>
          {field === fact.field && (
            <CorrectionForm
              asked={{
                kind: 'SET_HEAD',
                target: plan.id,
                subject: words.headFields[fact.field] ?? fact.field,
                value: fact.value,
                headField: fact.field,
              }}
              onClose={() => setField(null)}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

/** The head of the plan: title, number, issuer, date, region and period, with where each was read. */
import { Nothing } from '../../components/states';
import { useWords } from '../../i18n';
import type { Range } from '../../lib/text';
import type { ReviewedPlan } from './review-view';

interface HeadFactsProps {
  plan: ReviewedPlan;
  onChoose: (range: Range) => void;
}

export function HeadFacts({ plan, onChoose }: HeadFactsProps) {
  const words = useWords();
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
            </span>
            <span className="review-item-text">{fact.value}</span>
          </div>
        </li>
      ))}
    </ul>
  );
}

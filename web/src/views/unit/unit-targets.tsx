/** The indicators of the tasks in which a unit has a part. */
import { Link } from 'react-router';
import { IndicatorTableDocument } from '../../api/generated/graphql';
import { usePages } from '../../api/hooks';
import { useHasSeveralPlans } from '../../components/plan-picker';
import { Failure, Loading } from '../../components/states';
import { useLanguage } from '../../i18n';
import { formatQuantity } from '../../lib/format';
import { to } from '../../routes';

const SHOWN = 20;

export function UnitTargets({ unit, plan }: { unit: string; plan: string | null }) {
  const { words, language } = useLanguage();
  const namesPlan = useHasSeveralPlans();
  const indicators = usePages(
    IndicatorTableDocument,
    {
      filter: { tasks: { units: { any: [unit] } }, ...(plan === null ? {} : { plans: [plan] }) },
      first: SHOWN,
    },
    (answer) => answer.indicators,
  );
  if (indicators.isPending) {
    return <Loading rows={4} />;
  }
  if (indicators.isError) {
    return <Failure error={indicators.error} onRetry={() => void indicators.refetch()} />;
  }
  if (indicators.nodes.length === 0) {
    return null;
  }
  const total = indicators.totalCount ?? 0;
  return (
    <section className="facts">
      <h2>
        {words.answersFor} <small>{total}</small>
      </h2>
      <ul className="rows compact">
        {indicators.nodes.map((indicator) => (
          <li key={indicator.id}>
            <span>
              {indicator.task ? (
                <Link to={to.task(indicator.task.id, indicator.span, plan)}>{indicator.subject}</Link>
              ) : (
                indicator.subject
              )}
              {namesPlan && <small className="aside"> {indicator.plan.title}</small>}
            </span>
            <strong>{formatQuantity(indicator, words, language)}</strong>
          </li>
        ))}
      </ul>
      {total > SHOWN && <Link to={to.targets({ unit, plan })}>{words.facetMore}</Link>}
    </section>
  );
}

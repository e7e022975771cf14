/** Says that the plan of the address is none: most views could only say that nothing is there. */
import { NodePageDocument } from '../api/generated/graphql';
import { useAsk } from '../api/hooks';
import { useWords } from '../i18n';
import { useAddress } from '../lib/address';

export function UnknownPlan() {
  const words = useWords();
  const { plan, patch } = useAddress();
  const answer = useAsk(
    NodePageDocument,
    { ids: [plan ?? ''] },
    { enabled: plan !== null, staleTime: 600_000 },
  );
  const isOther = answer.data !== undefined && answer.data.nodes[0]?.__typename !== 'Plan';
  if (plan === null || !(isOther || answer.error?.code === 'INVALID_ID')) {
    return null;
  }
  return (
    <p className="plan-notice" role="alert">
      {words.unknownPlan}
      <button type="button" className="quiet" onClick={() => patch({ plan: null })}>
        {words.showAllPlans}
      </button>
    </p>
  );
}

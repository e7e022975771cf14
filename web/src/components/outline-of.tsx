import type { ReactNode } from 'react';
import { PlanOutlineDocument, type PlanOutlineQuery } from '../api/generated/graphql';
import { useAsk } from '../api/hooks';
import { usePlan } from './plan-picker';
import { Failure, Loading, NotFound, Nothing } from './states';

export type OutlinedPlan = NonNullable<PlanOutlineQuery['plan']>;

/** What is shown of the plan that the address names, or of the only one. */
export function OutlineOf({ children }: { children: (plan: OutlinedPlan) => ReactNode }) {
  const { id, isLoading, error, retry } = usePlan();
  const outline = useAsk(PlanOutlineDocument, { by: { id: id ?? '' } }, { enabled: id !== null });
  if (id === null && error !== null) {
    return <Failure error={error} onRetry={retry} isView />;
  }
  if (id === null && !isLoading) {
    return <Nothing />;
  }
  if (outline.isPending) {
    return <Loading rows={10} />;
  }
  if (outline.isError) {
    return <Failure error={outline.error} onRetry={() => void outline.refetch()} isView />;
  }
  return outline.data.plan ? children(outline.data.plan) : <NotFound />;
}

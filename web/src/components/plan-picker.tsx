import { Select } from 'antd';
import { useLocation } from 'react-router';
import { PlanListDocument } from '../api/generated/graphql';
import { useNames, usePages } from '../api/hooks';
import { useWords } from '../i18n';
import { useAddress } from '../lib/address';
import { toPlan } from '../lib/other-plan';

/** Views that are always of one plan. */
const OF_ONE_PLAN = ['/chapters', '/progress', '/review', '/findings'];

/** Below the picker, moved to the left or right until a narrow screen shows all of it. */
const PLACEMENTS = { bottomRight: { points: ['tr', 'br'], offset: [0, 4], overflow: { shiftX: true } } };

/** Narrows every view to one plan; the choice stands in the address. */
export function PlanPicker() {
  const words = useWords();
  const { plan, patch } = useAddress();
  const plans = usePlans();
  const { pathname } = useLocation();
  const isOfOne = OF_ONE_PLAN.includes(pathname);
  const all = isOfOne ? [] : [{ value: '', label: words.allPlans }];
  const shown = plan ?? (isOfOne ? plans.nodes[0]?.id : undefined) ?? '';
  const options = plans.nodes.map(({ id, title }) => ({ value: id, label: title }));
  // One that stands further down the list, or that is none.
  const isListed = options.some(({ value }) => value === shown);
  const names = useNames(plan === null || isListed ? [] : [plan]);
  const other =
    plan === null || isListed
      ? []
      : [{ value: plan, label: names.get(plan) ?? (plans.isPending ? '' : words.errors.UNKNOWN_PLAN) }];
  return (
    <Select
      className="plan-picker"
      aria-label={words.plan}
      value={shown}
      options={[...all, ...other, ...options]}
      popupMatchSelectWidth={360}
      placement="bottomRight"
      builtinPlacements={PLACEMENTS}
      classNames={{ popup: { root: 'plan-picker-list' } }}
      // The header stays when the view scrolls; a list hung elsewhere would move away first and then follow.
      getPopupContainer={(picker) => picker.closest('header') ?? document.body}
      showSearch={plans.nodes.length > 8 ? { optionFilterProp: 'label' } : false}
      onPopupScroll={({ currentTarget }) => {
        const isNearEnd =
          currentTarget.scrollTop + currentTarget.clientHeight > currentTarget.scrollHeight - 80;
        if (isNearEnd && plans.hasNextPage && !plans.isFetchingNextPage) {
          void plans.fetchNextPage();
        }
      }}
      onChange={(value) => patch(toPlan(pathname, shown || null, value || null))}
    />
  );
}

function usePlans() {
  return usePages(PlanListDocument, { first: 100 }, (answer) => answer.plans);
}

/** Whether what is shown may be of several plans, so that each thing names its own. */
export function useHasSeveralPlans(): boolean {
  const { plan } = useAddress();
  const { totalCount = 0 } = usePlans();
  return plan === null && totalCount > 1;
}

/** Whether plans are shown that are made for different divisions, as far as the first hundred tell. */
export function useHasSeveralRegions(): boolean {
  const { plan } = useAddress();
  const plans = usePlans();
  const regions = plans.nodes.flatMap(({ region }) => region?.id ?? []);
  return plan === null && regions.some((id) => id !== regions[0]);
}

/** The plan that a view of one plan shows: the one of the address, else the first. */
export function usePlan() {
  const { plan } = useAddress();
  const plans = usePlans();
  return {
    id: plan ?? plans.nodes[0]?.id ?? null,
    isLoading: plan === null && plans.isPending,
    /** Why it is not known which plan that is. */
    error: plan === null ? plans.error : null,
    retry: () => void plans.refetch(),
  };
}

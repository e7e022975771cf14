/** The places under the one that the plan governs, by their tasks; those of the nation where plans of several divisions are. */
import { PlanOutlineDocument } from '../../api/generated/graphql';
import { useAsk } from '../../api/hooks';
import { useHasSeveralRegions, usePlan } from '../../components/plan-picker';
import { Failure, Loading, Nothing } from '../../components/states';
import { useTitle } from '../../components/title';
import { useWords } from '../../i18n';
import { useAddress } from '../../lib/address';
import { CityOverview } from './city-overview';

/** What lies above all provinces, by its name. */
const NATION = { id: '中国', name: '中国' };

export function CitiesView() {
  const words = useWords();
  const { plan } = useAddress();
  const shown = usePlan();
  const isNation = useHasSeveralRegions();
  useTitle(words.citiesTitle);
  const outline = useAsk(PlanOutlineDocument, { by: { id: shown.id ?? '' } }, { enabled: shown.id !== null });
  const region = isNation ? NATION : outline.data?.plan?.region;
  return (
    <div className="city-view">
      <header className="view-head">
        <h1>{words.citiesTitle}</h1>
        {region && <span className="aside">{region.name}</span>}
      </header>
      {shown.error !== null && <Failure error={shown.error} onRetry={shown.retry} />}
      {outline.isError && <Failure error={outline.error} onRetry={() => void outline.refetch()} />}
      {(shown.isLoading || (shown.id !== null && outline.isPending)) && <Loading />}
      {region && <CityOverview parent={region.id} name={region.name} plan={plan} />}
      {((!shown.isLoading && shown.error === null && shown.id === null) ||
        (outline.isSuccess && !region)) && <Nothing />}
    </div>
  );
}

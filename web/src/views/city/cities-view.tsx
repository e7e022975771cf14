/** The places under the one that the plans govern, by their tasks. */
import { useRegion } from '../../components/plan-picker';
import { Failure, Loading, Nothing } from '../../components/states';
import { useTitle } from '../../components/title';
import { useWords } from '../../i18n';
import { useAddress } from '../../lib/address';
import { CityOverview } from './city-overview';

export function CitiesView() {
  const words = useWords();
  const { plan } = useAddress();
  const { region, isLoading, error, retry } = useRegion();
  useTitle(words.citiesTitle);
  return (
    <div className="city-view">
      <header className="view-head">
        <h1>{words.citiesTitle}</h1>
        {region && <span className="aside">{region.name}</span>}
      </header>
      {error !== null && <Failure error={error} onRetry={retry} />}
      {isLoading && <Loading />}
      {region && <CityOverview parent={region.id} name={region.name} plan={plan} />}
      {!isLoading && error === null && region === null && <Nothing />}
    </div>
  );
}

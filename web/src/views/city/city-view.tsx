/** A place: the tasks assigned to it and those that name it. */
import { Segmented } from 'antd';
import { Link, useParams } from 'react-router';
import {
  CityDetailDocument,
  type CityDetailQuery,
  type TaskFilter,
  type Via,
} from '../../api/generated/graphql';
import { useAsk } from '../../api/hooks';
import { Failure, Loading, NotFound } from '../../components/states';
import { TaskList } from '../../components/task-list';
import { useTitle } from '../../components/title';
import { useWords } from '../../i18n';
import { useAddress } from '../../lib/address';
import { to } from '../../routes';
import { CityOverview } from './city-overview';
import './city.css';

type City = NonNullable<CityDetailQuery['city']>;

const VIAS: readonly Via[] = ['ASSIGNED', 'MENTIONED'];

export function CityView() {
  const { code = '' } = useParams();
  const { plan } = useAddress();
  const by = /^\d{6}$/.test(code) ? { code } : /^city_/.test(code) ? { id: code } : { name: code };
  const filter = plan === null ? null : { plans: [plan] };
  const city = useAsk(CityDetailDocument, { by, filter, units: 40 }, { keep: true });
  if (city.isPending) {
    return <Loading rows={8} />;
  }
  if (city.isError) {
    return (
      <Failure
        error={city.error}
        onRetry={() => void city.refetch()}
        linkTo={(name) => to.city(name, plan)}
        isView
      />
    );
  }
  return city.data.city ? <Place city={city.data.city} /> : <NotFound />;
}

function Place({ city }: { city: City }) {
  const words = useWords();
  const { get, patch, plan } = useAddress();
  useTitle(city.name);
  const via = VIAS.find((one) => one === get('via')) ?? null;
  const filter: TaskFilter = {
    ...(plan === null ? {} : { plans: [plan] }),
    cities: { any: [city.id], via },
  };
  const counts: [Via | null, string, number][] = [
    [null, words.allTies, city.all.totalCount],
    ['ASSIGNED', words.assigned, city.assigned.totalCount],
    ['MENTIONED', words.named, city.named.totalCount],
  ];
  return (
    <div className="city-view">
      <header className="view-head">
        <h1>{city.name}</h1>
        <span className="flag">{words.level[city.level]}</span>
        <span className="aside">
          {words.cityCode} {city.code}
        </span>
      </header>
      <dl className="facts-line">
        {city.parent && (
          <div>
            <dt>{words.above}</dt>
            <dd>
              <Link to={to.city(city.parent.code, plan)}>{city.parent.name}</Link>
            </dd>
          </div>
        )}
        {city.units.totalCount > 0 && (
          <div>
            <dt>{words.unitsHere}</dt>
            <dd className="inline-links">
              {city.units.nodes.map((unit) => (
                <Link key={unit.id} to={to.unit(unit.id, plan)}>
                  {unit.name}
                </Link>
              ))}
            </dd>
          </div>
        )}
      </dl>
      {city.children.length > 0 && city.level !== 'PREFECTURE' && (
        <CityOverview parent={city.id} name={city.name} plan={plan} />
      )}
      {city.children.length > 0 && city.level === 'PREFECTURE' && (
        <details className="below">
          <summary>{words.below}</summary>
          <p className="inline-links">
            {city.children.map((child) => (
              <Link key={child.id} to={to.city(child.code, plan)}>
                {child.name}
              </Link>
            ))}
          </p>
        </details>
      )}
      <div className="search-tools">
        <Segmented
          aria-label={words.tieKind}
          value={via ?? ''}
          options={counts.map(([one, label, count]) => ({ value: one ?? '', label: `${label} ${count}` }))}
          onChange={(value) => patch({ via: value === '' ? null : value })}
        />
      </div>
      <h2 className="visually-hidden">{words.task}</h2>
      <TaskList filter={filter} plan={plan} />
    </div>
  );
}

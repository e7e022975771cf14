/** The units that share tasks with a unit. */
import { Link } from 'react-router';
import { TaskStatsDocument } from '../../api/generated/graphql';
import { useAsk } from '../../api/hooks';
import { Failure, Loading } from '../../components/states';
import { useWords } from '../../i18n';
import { useAddress } from '../../lib/address';
import { to } from '../../routes';
import type { UnitDetail } from './unit-view';

const SHOWN = 12;

interface PartnersProps {
  unit: UnitDetail;
  chosen: string | null;
  onChoose: (unit: string | null) => void;
}

export function Partners({ unit, chosen, onChoose }: PartnersProps) {
  const words = useWords();
  const { plan } = useAddress();
  const stats = useAsk(TaskStatsDocument, {
    filter: { units: { any: [unit.id] }, ...(plan === null ? {} : { plans: [plan] }) },
    groupBy: ['UNIT'],
  });
  if (stats.isPending) {
    return <Loading rows={4} />;
  }
  if (stats.isError) {
    return <Failure error={stats.error} onRetry={() => void stats.refetch()} />;
  }
  const partners = stats.data.taskStats.flatMap(({ keys: [key], taskCount }) =>
    key && key.id !== unit.id ? [{ id: key.id, name: key.name, taskCount }] : [],
  );
  if (partners.length === 0) {
    return null;
  }
  const most = Math.max(1, ...partners.map(({ taskCount }) => taskCount));
  return (
    <section className="facts">
      <h2>
        {words.partners} <small>{words.partnersHint}</small>
      </h2>
      <ul className="bars">
        {partners.slice(0, SHOWN).map(({ id, name, taskCount }) => (
          <li key={id} className="partner">
            <Link to={to.unit(id, plan)}>{name}</Link>
            <button
              type="button"
              aria-pressed={chosen === id}
              aria-label={`${name} ${words.sharedTasks} ${taskCount}`}
              onClick={() => onChoose(chosen === id ? null : id)}
            >
              <span className="bar-count">{taskCount}</span>
              <meter min={0} max={most} value={taskCount} aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

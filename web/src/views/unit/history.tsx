/** What a unit was before, and what became of it. */
import { Link } from 'react-router';
import { useLanguage } from '../../i18n';
import { useAddress } from '../../lib/address';
import { formatDate } from '../../lib/format';
import { to } from '../../routes';
import type { UnitDetail } from './unit-view';

export function History({ unit }: { unit: UnitDetail }) {
  const { words, language } = useLanguage();
  const { plan } = useAddress();
  const parts = [
    { title: words.predecessors, changes: unit.predecessors },
    { title: words.successors, changes: unit.successors },
  ].filter(({ changes }) => changes.length > 0);
  if (parts.length === 0) {
    return null;
  }
  return (
    <section className="facts">
      <h2>{words.history}</h2>
      {parts.map(({ title, changes }) => (
        <div key={title}>
          <h3>{title}</h3>
          <ol className="history">
            {changes.map((change) => (
              <li key={`${change.unit.id}-${change.date}-${change.kind}`}>
                <time dateTime={change.date}>{formatDate(change.date, language)}</time>{' '}
                {words.change[change.kind]} <Link to={to.unit(change.unit.id, plan)}>{change.unit.name}</Link>
                <span className="aside">{change.source}</span>
              </li>
            ))}
          </ol>
        </div>
      ))}
    </section>
  );
}

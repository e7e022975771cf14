/** What was reported of things that the plan, read anew, has no more: kept and shown, never counted. */
import { useOwnWords, useWords } from '../../i18n';
import type { Monitoring } from './progress-view';
import { WORDS } from './words';

export function Orphans({ monitoring }: { monitoring: Monitoring }) {
  const words = useWords();
  const own = useOwnWords(WORDS);
  const { orphanedReports, orphanedObservations } = monitoring;
  if (orphanedReports.length + orphanedObservations.length === 0) {
    return null;
  }
  return (
    <details className="clauses orphans">
      <summary>{own.orphans(orphanedReports.length + orphanedObservations.length)}</summary>
      <ul className="rows">
        {orphanedReports.map((one) => (
          <li key={one.id}>
            <span>{one.year}</span>
            <span>{one.unit.name}</span>
            <b>{words.statuses[one.status]}</b>
            <span>{one.text}</span>
          </li>
        ))}
        {orphanedObservations.map((one) => (
          <li key={one.id}>
            <span>{one.year}</span>
            <strong>{one.value}</strong>
            <span className="aside">{one.author}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

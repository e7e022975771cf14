/** What the colours of the picture mean: the table says the same in words. */
import { useWords } from '../../i18n';
import { coloured } from './looks';
import type { Colour, Network } from './use-network';

export function Legend({ network, colour }: { network: Network; colour: Colour }) {
  const words = useWords();
  const name = {
    kind: (key: string) => words.kinds[key] ?? key,
    community: words.communityNumber,
    coreNumber: words.coreOf,
  }[colour];
  return (
    <ul className="legend" aria-label={words.legend}>
      {coloured(network, colour).map(({ key, colour: fill, units }) => (
        <li key={key}>
          <svg width="12" height="12" aria-hidden="true">
            <circle cx="6" cy="6" r="5.5" fill={fill} />
          </svg>
          {name(key)} <span className="aside">{words.unitsCount(units.length)}</span>
        </li>
      ))}
    </ul>
  );
}

/** What the answer can be narrowed by, with counts; choices combine. */
import { useNames } from '../../api/hooks';
import { useWords } from '../../i18n';
import { type AddressState, toggled } from '../../lib/address';
import { type Answer, FACETS, type Facet, useFacet } from './use-search';

interface FacetsProps {
  query: string;
  answer: Answer | undefined;
  address: AddressState;
  /** Values of each facet that were asked for. */
  size: number;
  onMore: () => void;
}

export function Facets(props: FacetsProps) {
  const words = useWords();
  const { address } = props;
  const chosen = Object.values(FACETS).flatMap((parameter) => address.all(parameter));
  const list = Object.keys(FACETS) as Facet[];
  return (
    <div className="facets">
      {chosen.length > 0 && (
        <button
          type="button"
          className="quiet"
          onClick={() => address.patch({ plan: null, chapter: null, lead: null, unit: null, city: null })}
        >
          {words.clearFilters}
        </button>
      )}
      {list.map((facet) => (
        <FacetOf key={facet} facet={facet} {...props} />
      ))}
    </div>
  );
}

function FacetOf({ facet, query, answer, address, size, onMore }: FacetsProps & { facet: Facet }) {
  const words = useWords();
  const parameter = FACETS[facet];
  const values = address.all(parameter);
  const names = useNames(values);
  const { counted, others } = useFacet(facet, query, address, answer, size);
  const shown = [...others.map(({ id, count }) => ({ id, name: names.get(id) ?? id, count })), ...counted];
  if (shown.length === 0 || (facet === 'plans' && shown.length < 2 && values.length === 0)) {
    return null;
  }
  return (
    <fieldset>
      <legend>{words.facets[facet]}</legend>
      {shown.map(({ id, name, count }) => (
        <label key={id} className="facet">
          <input
            type="checkbox"
            checked={values.includes(id)}
            onChange={() =>
              address.patch({
                // The picker holds one plan.
                [parameter]: facet === 'plans' ? (values.includes(id) ? null : id) : toggled(values, id),
              })
            }
          />
          <span className="facet-name" title={name}>
            {name || words.noChapter}
          </span>
          <span className="facet-count">{count}</span>
        </label>
      ))}
      {counted.length >= size && size < 50 && (
        <button type="button" className="quiet" onClick={onMore}>
          {words.facetMore}
        </button>
      )}
    </fieldset>
  );
}

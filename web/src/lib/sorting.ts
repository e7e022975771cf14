/** The order of a table, kept in the address. */
import type { SorterResult, SortOrder } from 'antd/es/table/interface';
import type { AddressState } from './address';

/** Parameters of the address that hold the order of a table: a view with two has two such pairs. */
export interface Kept {
  sort: string;
  order: string;
}

const FIRST: Kept = { sort: 'sort', order: 'order' };

/** The order of a column, as the table takes it. `unless` is the column that is sorted downwards when the address names none. */
export function sortOf(
  { get }: Pick<AddressState, 'get'>,
  column: string,
  unless: string | null = null,
  kept: Kept = FIRST,
): SortOrder {
  const sorted = get(kept.sort);
  if (sorted === null) {
    return column === unless ? 'descend' : null;
  }
  return sorted === column ? (get(kept.order) === 'desc' ? 'descend' : 'ascend') : null;
}

/** What a click on the head of a column changes in the address. */
export function sorted<Row>(
  sorter: SorterResult<Row> | SorterResult<Row>[],
  kept: Kept = FIRST,
): Record<string, string | null> {
  const one = Array.isArray(sorter) ? sorter[0] : sorter;
  return {
    [kept.sort]: one?.order ? String(one.columnKey) : null,
    [kept.order]: one?.order === 'descend' ? 'desc' : null,
  };
}

/** Units by chapters, sections, cities or plans, with role letters. */
import { Button, Segmented } from 'antd';
import { useDeferredValue, useMemo, useState } from 'react';
import { Link } from 'react-router';
import {
  type MatrixBy,
  MatrixDocument,
  type MatrixQuery,
  type TaskFilter,
} from '../../api/generated/graphql';
import { useAsk } from '../../api/hooks';
import { FilterInput } from '../../components/filter-input';
import { Failure, Loading, Nothing } from '../../components/states';
import { TaskList } from '../../components/task-list';
import { useTitle } from '../../components/title';
import { useWords } from '../../i18n';
import type { Words } from '../../i18n/zh';
import { type AddressState, useAddress } from '../../lib/address';
import { downloadCsv } from '../../lib/csv';
import { useIntoView } from '../../lib/into-view';
import { useTyped } from '../../lib/typed';
import { to } from '../../routes';
import './matrix.css';

export type Matrix = MatrixQuery['matrix'];
export type Cell = Matrix['cells'][number];

const BYS: readonly MatrixBy[] = ['CHAPTER', 'SECTION', 'CITY', 'PLAN'];

/** Rows that are shown at first: a page of some thousand cells still answers at once. */
const FEW_ROWS = 120;

export function MatrixView() {
  const words = useWords();
  const address = useAddress();
  useTitle(words.matrixTitle);
  const by = BYS.find((one) => one === address.get('by')) ?? 'CHAPTER';
  const filter = address.plan === null ? null : { plans: [address.plan] };
  const typed = useTyped(address);
  const text = useDeferredValue(typed.text.trim());
  const matrix = useAsk(MatrixDocument, { filter, by }, { keep: true });
  return (
    <div className="matrix-view">
      <header className="view-head">
        <h1>{words.matrixTitle}</h1>
        <span className="aside">{words.matrixLetters}</span>
        <span className="grow" />
        <Button
          disabled={!matrix.data || matrix.data.matrix.rows.length === 0}
          onClick={() => matrix.data && save(matrix.data.matrix, words)}
        >
          {words.downloadCsv}
        </Button>
      </header>
      <div className="outline-tools no-print">
        <Segmented
          aria-label={words.matrixBy}
          value={by}
          options={BYS.map((value) => ({ value, label: words.matrixBys[value] }))}
          onChange={(value) =>
            address.patch({ by: value === 'CHAPTER' ? null : value, sort: null, cell: null })
          }
        />
        <FilterInput typed={typed} label={words.unitFilter} />
      </div>
      {matrix.isPending && <Loading rows={12} />}
      {matrix.isError && <Failure error={matrix.error} onRetry={() => void matrix.refetch()} />}
      {matrix.data?.matrix.rows.length === 0 && <Nothing />}
      {matrix.data && matrix.data.matrix.rows.length > 0 && (
        <div className={matrix.isPlaceholderData ? 'outdated' : ''}>
          <Grid matrix={matrix.data.matrix} address={address} text={text} />
          <OpenCell matrix={matrix.data.matrix} by={by} address={address} />
        </div>
      )}
    </div>
  );
}

export function total(cell: Cell | undefined): number {
  return cell ? cell.leadCount * 1000 + cell.responsibleCount + cell.supportingCount : 0;
}

/**
 * The rows in the order of a column: leads first, then all parts; without a column in the order of the answer. Units that
 * have nothing in any column, of which places have many, are left out.
 */
export function sortedRows(matrix: Matrix, column: number | null): number[] {
  const filled = new Set(matrix.cells.map(({ row }) => row));
  const rows = [...matrix.rows.keys()].filter((row) => filled.has(row));
  if (column === null) {
    return rows;
  }
  const weights = new Map<number, number>();
  for (const cell of matrix.cells) {
    if (cell.column === column) {
      weights.set(cell.row, total(cell));
    }
  }
  return rows.sort((a, b) => (weights.get(b) ?? 0) - (weights.get(a) ?? 0));
}

interface GridProps {
  matrix: Matrix;
  address: AddressState;
  /** What the names of the units contain. */
  text: string;
}

function Grid({ matrix, address, text }: GridProps) {
  const words = useWords();
  const [rowLimit, setRowLimit] = useState(FEW_ROWS);
  const cells = useMemo(
    () => new Map(matrix.cells.map((cell) => [`${cell.row}-${cell.column}`, cell])),
    [matrix],
  );
  const sort = matrix.columns.findIndex(({ id }) => id === address.get('sort'));
  const rows = sortedRows(matrix, sort < 0 ? null : sort).filter(
    (row) => matrix.rows[row]?.name.includes(text) ?? false,
  );
  return (
    <>
      <section className="matrix-scroll" tabIndex={0} aria-label={words.matrixTitle}>
        <table className="matrix">
          <thead>
            <tr>
              <th scope="col">{words.unit}</th>
              {matrix.columns.map(({ id, name }, index) => (
                <th key={id} scope="col" aria-sort={index === sort ? 'descending' : 'none'}>
                  <button
                    type="button"
                    title={name}
                    onClick={() => address.patch({ sort: index === sort ? null : id })}
                  >
                    {name || words.noChapter}
                    {index === sort && ' ↓'}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, rowLimit).map((row) => {
              const unit = matrix.rows[row];
              return (
                unit && (
                  <tr key={unit.id}>
                    <th scope="row">
                      <Link to={to.unit(unit.id, address.plan)}>{unit.name}</Link>
                    </th>
                    {matrix.columns.map((column, index) => {
                      const cell = cells.get(`${row}-${index}`);
                      const key = `${unit.id}~${column.id}`;
                      return (
                        <td key={column.id} className={cell && cell.leadCount > 0 ? 'led' : ''}>
                          {cell && (
                            <button
                              type="button"
                              aria-pressed={address.get('cell') === key}
                              aria-label={words.cellLabel(unit.name, column.name, letters(cell, words))}
                              onClick={() =>
                                address.patch({ cell: address.get('cell') === key ? null : key })
                              }
                            >
                              {letters(cell, words)}
                            </button>
                          )}
                        </td>
                      );
                    })}
                  </tr>
                )
              );
            })}
          </tbody>
        </table>
      </section>
      {rows.length === 0 && <Nothing title={words.noUnitFits} />}
      {rows.length > rowLimit && (
        <p className="more">
          <Button onClick={() => setRowLimit(rows.length)}>{words.more}</Button>
        </p>
      )}
    </>
  );
}

export function letters(cell: Cell, words: Words): string {
  const parts: [string | undefined, number][] = [
    [words.letters.LEAD, cell.leadCount],
    [words.letters.RESPONSIBLE, cell.responsibleCount],
    [words.letters.SUPPORTING, cell.supportingCount],
  ];
  return parts
    .filter(([, count]) => count > 0)
    .map(([letter, count]) => `${letter}${count}`)
    .join(' ');
}

/** The tasks that a cell counts: the matrix counts a city without the places within it, which have columns of their own. */
export function cellFilter(by: MatrixBy, unit: string, column: string, plan: string | null): TaskFilter {
  return {
    ...(plan === null ? {} : { plans: [plan] }),
    units: { any: [unit] },
    ...(by === 'CHAPTER' ? { chapterIds: [column] } : {}),
    ...(by === 'SECTION' ? { sections: [column] } : {}),
    ...(by === 'CITY' ? { cities: { any: [column], includeDescendants: false } } : {}),
    ...(by === 'PLAN' ? { plans: [column] } : {}),
  };
}

/** The tasks of the cell that the address names. */
function OpenCell({ matrix, by, address }: { matrix: Matrix; by: MatrixBy; address: AddressState }) {
  const words = useWords();
  const [unitId = '', columnId = ''] = address.get('cell')?.split('~') ?? [];
  const unit = matrix.rows.find(({ id }) => id === unitId);
  const column = matrix.columns.find(({ id }) => id === columnId);
  const element = useIntoView<HTMLElement>(address.get('cell'));
  if (!unit || !column) {
    return null;
  }
  const filter = cellFilter(by, unit.id, column.id, address.plan);
  return (
    <section className="open-cell" ref={element} tabIndex={-1} aria-labelledby="open-cell-title">
      <header className="view-head">
        <h2 id="open-cell-title">
          {unit.name} · {column.name || words.noChapter}
        </h2>
        <button
          type="button"
          className="quiet"
          onClick={() => {
            // The keyboard goes on at the cell.
            document.querySelector<HTMLElement>('.matrix [aria-pressed=true]')?.focus();
            address.patch({ cell: null });
          }}
        >
          {words.clear}
        </button>
      </header>
      <TaskList filter={filter} plan={address.plan} />
    </section>
  );
}

function save(matrix: Matrix, words: Words) {
  const cells = new Map(matrix.cells.map((cell) => [`${cell.row}-${cell.column}`, cell]));
  downloadCsv(
    words.matrixTitle,
    [words.unit, ...matrix.columns.map(({ name }) => name)],
    matrix.rows.map(({ name }, row) => [
      name,
      ...matrix.columns.map((_column, index) => {
        const cell = cells.get(`${row}-${index}`);
        return cell ? letters(cell, words) : '';
      }),
    ]),
  );
}

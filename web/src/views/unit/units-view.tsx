/** All units, most tasks first. */
import { Table } from 'antd';
import { Link } from 'react-router';
import { UnitListDocument, type UnitListQuery, type UnitOrderField } from '../../api/generated/graphql';
import { usePages } from '../../api/hooks';
import { FilterInput } from '../../components/filter-input';
import { More } from '../../components/more';
import { useHasSeveralRegions } from '../../components/plan-picker';
import { Failure, Loading, Nothing } from '../../components/states';
import { useTitle } from '../../components/title';
import { useWords } from '../../i18n';
import { useAddress } from '../../lib/address';
import { useTyped } from '../../lib/typed';
import { to } from '../../routes';

type Listed = UnitListQuery['units']['nodes'][number];

const ORDERS = { ASC: 'ascend', DESC: 'descend' } as const;

const FIELDS: readonly UnitOrderField[] = ['TASK_COUNT', 'LEAD_COUNT', 'NAME'];

export function UnitsView() {
  const words = useWords();
  const address = useAddress();
  const { get, patch, plan } = address;
  const typed = useTyped(address);
  const text = typed.text.trim();
  const field = FIELDS.find((one) => one === get('sort')) ?? 'TASK_COUNT';
  const direction = get('order') === 'asc' ? ('ASC' as const) : ('DESC' as const);
  useTitle(words.unitsTitle);
  const hasRegions = useHasSeveralRegions();
  const units = usePages(
    UnitListDocument,
    {
      filter: {
        ...(text === '' ? {} : { text }),
        ...(plan === null ? {} : { plans: [plan] }),
      },
      orderBy: { field, direction },
      first: 50,
    },
    (answer) => answer.units,
    { keep: true },
  );
  const column = (name: UnitOrderField) => ({
    sorter: true,
    sortOrder: field === name ? ORDERS[direction] : null,
    // The list always has an order: a click never takes it away.
    sortDirections:
      name === 'NAME' ? [ORDERS.ASC, ORDERS.DESC, ORDERS.ASC] : [ORDERS.DESC, ORDERS.ASC, ORDERS.DESC],
  });
  return (
    <div className="table-view">
      <header className="view-head">
        <h1>{words.unitsTitle}</h1>
        <span className="total" aria-live="polite">
          {units.totalCount !== undefined && words.unitsCount(units.totalCount)}
        </span>
        <span className="grow" />
        <FilterInput typed={typed} label={words.unitFilter} />
      </header>
      {units.isError && <Failure error={units.error} onRetry={() => void units.refetch()} />}
      {units.isPending && <Loading rows={10} />}
      {units.totalCount === 0 && <Nothing title={words.noUnitFits} />}
      {units.nodes.length > 0 && (
        <Table
          size="middle"
          rowKey="id"
          dataSource={units.nodes}
          pagination={false}
          scroll={{ x: 'max-content' }}
          onChange={(_pages, _filters, sorter) => {
            const one = Array.isArray(sorter) ? sorter[0] : sorter;
            patch({
              sort: one?.order ? String(one.columnKey) : null,
              order: one?.order === 'ascend' ? 'asc' : null,
            });
          }}
          columns={[
            {
              key: 'NAME',
              title: words.unit,
              dataIndex: 'name',
              ...column('NAME'),
              render: (name: string, unit) => <Link to={to.unit(unit.id, plan)}>{name}</Link>,
            },
            ...(hasRegions
              ? [
                  {
                    key: 'jurisdiction',
                    title: words.jurisdiction,
                    render: (_value: unknown, { jurisdiction }: Listed) => jurisdiction?.name ?? '—',
                  },
                ]
              : []),
            {
              key: 'TASK_COUNT',
              title: words.task,
              dataIndex: 'taskCount',
              align: 'right',
              ...column('TASK_COUNT'),
            },
            {
              key: 'LEAD_COUNT',
              title: words.leads,
              dataIndex: 'leadCount',
              align: 'right',
              ...column('LEAD_COUNT'),
            },
            {
              key: 'kind',
              title: words.kind,
              dataIndex: 'kind',
              render: (kind: string) => words.kinds[kind] ?? kind,
            },
            {
              key: 'aliases',
              title: words.aliases,
              dataIndex: 'aliases',
              render: (aliases: string[]) => aliases.join('、'),
            },
          ]}
        />
      )}
      {units.nodes.length > 0 && <More of={units} />}
    </div>
  );
}

/** The places under another one: a chart of their tasks, and the same as a table. */
import { Segmented, Table } from 'antd';
import { lazy, Suspense } from 'react';
import { Link, useNavigate } from 'react-router';
import { CityOverviewDocument } from '../../api/generated/graphql';
import { usePages } from '../../api/hooks';
import { Failure, Loading, Nothing } from '../../components/states';
import { useWords } from '../../i18n';
import { useAddress } from '../../lib/address';
import { sorted, sortOf } from '../../lib/sorting';
import { to } from '../../routes';
import './city.css';

interface Row {
  code: string;
  name: string;
  all: number;
  assigned: number;
  named: number;
}

const COUNTS = [
  ['all', 'allTies'],
  ['assigned', 'assigned'],
  ['named', 'named'],
] as const;

const CityChart = lazy(() => import('./city-chart'));

export function CityOverview({ parent, name, plan }: { parent: string; name: string; plan: string | null }) {
  const words = useWords();
  const navigate = useNavigate();
  const address = useAddress();
  const { get, patch } = address;
  const filter = plan === null ? null : { plans: [plan] };
  const cities = usePages(CityOverviewDocument, { parent, filter, first: 50 }, (answer) => answer.cities, {
    upTo: 200,
  });
  if (cities.isPending) {
    return <Loading />;
  }
  if (cities.isError) {
    return <Failure error={cities.error} onRetry={() => void cities.refetch()} />;
  }
  const rows = cities.nodes
    .map((city) => ({
      code: city.code,
      name: city.name,
      all: city.all.totalCount,
      assigned: city.assigned.totalCount,
      named: city.named.totalCount,
    }))
    .sort((a, b) => b.all - a.all || a.code.localeCompare(b.code));
  if (rows.length === 0) {
    return <Nothing />;
  }
  const isTable = get('as') === 'table';
  return (
    <section className="overview">
      <div className="search-tools no-print">
        <h2>{words.cityChart(name)}</h2>
        <span className="grow" />
        <Segmented
          aria-label={words.cityChart(name)}
          value={isTable ? 'table' : 'chart'}
          options={[
            { value: 'chart', label: words.asChart },
            { value: 'table', label: words.asTable },
          ]}
          onChange={(value) => patch({ as: value === 'table' ? 'table' : null })}
        />
      </div>
      {isTable ? (
        <Table<Row>
          size="small"
          rowKey="code"
          dataSource={rows}
          pagination={false}
          scroll={{ x: 'max-content' }}
          onChange={(_pages, _filters, sorter) => patch(sorted(sorter))}
          columns={[
            {
              title: words.city,
              dataIndex: 'name',
              render: (label: string, row) => <Link to={to.city(row.code, plan)}>{label}</Link>,
            },
            ...COUNTS.map(([key, title]) => ({
              key,
              title: words[title],
              dataIndex: key,
              align: 'right' as const,
              sorter: (a: Row, b: Row) => a[key] - b[key],
              sortOrder: sortOf(address, key),
              sortDirections: ['descend' as const, 'ascend' as const],
            })),
          ]}
        />
      ) : (
        <Suspense fallback={<Loading />}>
          <CityChart
            rows={rows}
            label={words.cityChart(name)}
            onOpen={(code) => navigate(to.city(code, plan))}
          />
        </Suspense>
      )}
    </section>
  );
}

/** The places under another one: a chart of their tasks, and the same as a table. */
import { Segmented, Table } from 'antd';
import { lazy, Suspense } from 'react';
import { Link, useNavigate } from 'react-router';
import { CityOverviewDocument } from '../../api/generated/graphql';
import { usePages } from '../../api/hooks';
import { Failure, Loading, Nothing } from '../../components/states';
import { useWords } from '../../i18n';
import { useAddress } from '../../lib/address';
import { to } from '../../routes';

const CityChart = lazy(() => import('./city-chart'));

export function CityOverview({ parent, name, plan }: { parent: string; name: string; plan: string | null }) {
  const words = useWords();
  const navigate = useNavigate();
  const { get, patch } = useAddress();
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
        <Table
          size="small"
          rowKey="code"
          dataSource={rows}
          pagination={false}
          scroll={{ x: 'max-content' }}
          columns={[
            {
              title: words.city,
              dataIndex: 'name',
              render: (label: string, row) => <Link to={to.city(row.code, plan)}>{label}</Link>,
            },
            { title: words.allTies, dataIndex: 'all', align: 'right', sorter: (a, b) => a.all - b.all },
            {
              title: words.assigned,
              dataIndex: 'assigned',
              align: 'right',
              sorter: (a, b) => a.assigned - b.assigned,
            },
            { title: words.named, dataIndex: 'named', align: 'right', sorter: (a, b) => a.named - b.named },
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

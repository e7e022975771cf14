/** View 9: the plans that are loaded, and what was noticed while each was read. */
import { Segmented, Table } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { PlanDiagnosticsDocument, PlanListDocument, type Severity } from '../../api/generated/graphql';
import { useAsk, usePages } from '../../api/hooks';
import { More } from '../../components/more';
import { Failure, Loading, Nothing } from '../../components/states';
import { useTitle } from '../../components/title';
import { useLanguage, useWords } from '../../i18n';
import { useAddress } from '../../lib/address';
import { formatDate } from '../../lib/format';
import { to } from '../../routes';

export function PlansView() {
  const { words, language } = useLanguage();
  const { plan, patch } = useAddress();
  useTitle(words.dataTitle);
  const plans = usePages(PlanListDocument, { first: 100 }, (answer) => answer.plans);
  const chosen = plan ?? plans.nodes[0]?.id ?? null;
  const title = plans.nodes.find(({ id }) => id === chosen)?.title ?? '';
  return (
    <div className="data-view">
      <header className="view-head">
        <h1>{words.dataTitle}</h1>
        <span className="total">{plans.totalCount !== undefined && words.total(plans.totalCount)}</span>
      </header>
      {plans.isError && <Failure error={plans.error} onRetry={() => void plans.refetch()} />}
      <Table
        size="middle"
        rowKey="id"
        loading={plans.isPending}
        dataSource={plans.nodes}
        pagination={false}
        scroll={{ x: 'max-content' }}
        rowClassName={({ id }) => (id === chosen ? 'chosen-row' : '')}
        columns={[
          {
            title: words.plan,
            dataIndex: 'title',
            render: (name: string, row) => (
              <button type="button" className="quiet" onClick={() => patch({ plan: row.id })}>
                {name}
              </button>
            ),
          },
          { title: words.documentNumber, dataIndex: 'documentNumber' },
          { title: words.issuer, render: (_value, row) => row.issuer?.name },
          {
            title: words.issuedOn,
            render: (_value, row) => row.issuedOn && formatDate(row.issuedOn, language),
          },
          { title: words.task, align: 'right', render: (_value, row) => row.tasks.totalCount },
          {
            title: words.source,
            render: (_value, row) => (
              <span className="inline-links">
                <Link to={to.chapters(row.id)}>{words.readOutline}</Link>
                <a href={`/plans/${encodeURIComponent(row.id)}/source`}>{words.original}</a>
              </span>
            ),
          },
        ]}
      />
      {plans.hasNextPage && (
        <More
          loaded={plans.nodes.length}
          total={plans.totalCount ?? 0}
          hasMore={plans.hasNextPage}
          isLoading={plans.isFetchingNextPage}
          onMore={() => void plans.fetchNextPage()}
        />
      )}
      {chosen !== null && <Diagnostics plan={chosen} title={title} />}
    </div>
  );
}

const SEVERITIES: readonly Severity[] = ['ERROR', 'WARNING', 'INFO'];

/** Rows shown before somebody asks for all. */
const FEW = 100;

function Diagnostics({ plan, title }: { plan: string; title: string }) {
  const words = useWords();
  const { get, patch } = useAddress();
  const [showsAll, setShowsAll] = useState(false);
  const answer = useAsk(PlanDiagnosticsDocument, { by: { id: plan } }, { keep: true });
  if (answer.isPending) {
    return <Loading />;
  }
  if (answer.isError) {
    return <Failure error={answer.error} onRetry={() => void answer.refetch()} />;
  }
  const all = answer.data.plan?.diagnostics ?? [];
  const severity = SEVERITIES.find((one) => one === get('severity')) ?? null;
  const fitting = all.filter((one) => severity === null || one.severity === severity);
  const count = (one: Severity) => all.filter((diagnostic) => diagnostic.severity === one).length;
  return (
    <section className="diagnostics">
      <h2>{words.diagnosticsOf(title)}</h2>
      <div className="search-tools">
        <Segmented
          aria-label={words.diagnostics}
          value={severity ?? ''}
          options={[
            { value: '', label: `${words.allTies} ${all.length}` },
            ...SEVERITIES.map((value) => ({ value, label: `${words.severity[value]} ${count(value)}` })),
          ]}
          onChange={(value) => patch({ severity: value === '' ? null : value })}
        />
      </div>
      {fitting.length === 0 && <Nothing title={words.noDiagnostics} />}
      <ul className="rows">
        {fitting.slice(0, showsAll ? fitting.length : FEW).map((one) => (
          <li key={`${one.code}-${one.span?.line}-${one.message}`}>
            <span className={`flag severity-${one.severity.toLowerCase()}`}>
              {words.severity[one.severity]}
            </span>
            <b title={one.code}>{words.diagnosticCodes[one.code] ?? one.code}</b>
            {one.span && <span className="aside">{words.line(one.span.line)}</span>}
            <span>{one.message}</span>
          </li>
        ))}
      </ul>
      {fitting.length > FEW && !showsAll && (
        <button type="button" className="quiet" onClick={() => setShowsAll(true)}>
          {words.more} ({fitting.length - FEW})
        </button>
      )}
    </section>
  );
}

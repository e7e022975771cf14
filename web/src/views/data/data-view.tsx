/** The plans that are loaded, what was noticed while each was read; documents are added and plans taken away. */
import { Button, Table } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { PlanListDocument, type PlanListQuery } from '../../api/generated/graphql';
import { useNames, usePages } from '../../api/hooks';
import { More } from '../../components/more';
import { Failure, Loading } from '../../components/states';
import { useTitle } from '../../components/title';
import { useLanguage, useOwnWords } from '../../i18n';
import { useAddress } from '../../lib/address';
import { fileLink } from '../../lib/download';
import { formatDate } from '../../lib/format';
import { intoView } from '../../lib/into-view';
import { to } from '../../routes';
import { AddDocument } from './add-document';
import { DeletePlan } from './delete-plan';
import { Diagnostics } from './diagnostics';
import { WORDS } from './words';
import '../../styles/work.css';
import './data.css';

type ListedPlan = PlanListQuery['plans']['nodes'][number];

export function PlansView() {
  const { words, language } = useLanguage();
  const own = useOwnWords(WORDS);
  const { get, plan, patch } = useAddress();
  const [leaving, setLeaving] = useState<ListedPlan | null>(null);
  const [said, setSaid] = useState('');
  const isAdding = get('add') === 'yes';
  // How often a plan was chosen in the list, below which it is told what was noticed.
  const [asked, setAsked] = useState(0);
  const noticed = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (asked > 0) {
      intoView(noticed.current);
    }
  }, [asked]);
  useTitle(words.dataTitle);
  const plans = usePages(PlanListDocument, { first: 100 }, (answer) => answer.plans);
  const chosen = plan ?? plans.nodes[0]?.id ?? null;
  const listed = plans.nodes.find(({ id }) => id === chosen)?.title;
  const names = useNames(chosen === null || listed !== undefined ? [] : [chosen]);
  const title = listed ?? (chosen === null ? undefined : names.get(chosen));
  return (
    <div className="data-view">
      <header className="view-head">
        <h1>{words.dataTitle}</h1>
        <span className="total">{plans.totalCount !== undefined && words.plansCount(plans.totalCount)}</span>
        <span className="grow" />
        <Button
          type={isAdding ? 'default' : 'primary'}
          aria-expanded={isAdding}
          onClick={() => patch({ add: isAdding ? null : 'yes' })}
        >
          {isAdding ? own.closeAdd : own.add}
        </Button>
      </header>
      <p className="deleted" role="status">
        {said}
      </p>
      {isAdding && <AddDocument onKept={(id) => patch({ plan: id }, { replace: true })} />}
      {plans.isError && <Failure error={plans.error} onRetry={() => void plans.refetch()} />}
      {plans.isPending && <Loading rows={3} />}
      {plans.totalCount !== undefined && (
        <Table
          size="middle"
          rowKey="id"
          dataSource={plans.nodes}
          pagination={false}
          rowClassName={({ id }) => (id === chosen ? 'chosen-row' : '')}
          columns={[
            {
              title: words.plan,
              dataIndex: 'title',
              className: 'plan-title',
              render: (name: string, row) => (
                <button
                  type="button"
                  className="quiet"
                  onClick={() => {
                    patch({ plan: row.id });
                    setAsked((times) => times + 1);
                  }}
                >
                  {name}
                </button>
              ),
            },
            {
              title: words.documentNumber,
              responsive: ['lg'],
              render: (_value, row) => row.documentNumber ?? '—',
            },
            { title: words.issuer, responsive: ['lg'], render: (_value, row) => row.issuer?.name ?? '—' },
            {
              title: words.issuedOn,
              responsive: ['lg'],
              render: (_value, row) => (row.issuedOn ? formatDate(row.issuedOn, language) : '—'),
            },
            { title: words.task, align: 'right', render: (_value, row) => row.tasks.totalCount },
            {
              title: words.source,
              render: (_value, row) => (
                <span className="inline-links">
                  <Link to={to.chapters(row.id)}>{words.readOutline}</Link>
                  <Link to={to.findings({ plan: row.id })}>{words.navFindings}</Link>
                  <a {...fileLink(`/plans/${encodeURIComponent(row.id)}/source`)}>{words.original}</a>
                  <button
                    type="button"
                    className="quiet danger"
                    aria-label={own.removeNamed(row.title)}
                    onClick={() => setLeaving(row)}
                  >
                    {own.remove}
                  </button>
                </span>
              ),
            },
          ]}
        />
      )}
      {plans.hasNextPage && <More of={plans} />}
      {leaving && (
        <DeletePlan
          plan={{ id: leaving.id, title: leaving.title, taskCount: leaving.tasks.totalCount }}
          onClose={() => setLeaving(null)}
          onDeleted={() => {
            setLeaving(null);
            setSaid(own.removed(leaving.title));
            if (plan === leaving.id) {
              patch({ plan: null }, { replace: true });
            }
          }}
        />
      )}
      <div className="noticed" ref={noticed}>
        {chosen !== null && title !== undefined && <Diagnostics plan={chosen} title={title} />}
      </div>
    </div>
  );
}

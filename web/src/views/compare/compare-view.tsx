/** Two plans side by side: what became of each task, with both quotes, and how the work of the units has shifted. */
import { Button, Segmented, Select } from 'antd';
import { Link } from 'react-router';
import { CompareOverviewDocument, PlanListDocument, type PlanListQuery } from '../../api/generated/graphql';
import { useAsk, usePages } from '../../api/hooks';
import { Failure, Loading, Nothing } from '../../components/states';
import { useTitle } from '../../components/title';
import { useOwnWords } from '../../i18n';
import { toggled, useAddress } from '../../lib/address';
import { to } from '../../routes';
import { Changes } from './changes';
import { KINDS, kindsOf, type Overview, pairOf } from './choice';
import { Shifts } from './shifts';
import { WORDS } from './words';
import './compare.css';

type ListedPlan = PlanListQuery['plans']['nodes'][number];

/** Plans that the pickers offer. */
const MOST_PLANS = 2000;

export function CompareView() {
  const own = useOwnWords(WORDS);
  useTitle(own.title);
  const plans = usePages(PlanListDocument, { first: 100 }, (answer) => answer.plans, { upTo: MOST_PLANS });
  return (
    <div className="compare-view">
      <header className="view-head">
        <h1>{own.title}</h1>
      </header>
      {plans.isPending && <Loading />}
      {plans.isError && <Failure error={plans.error} onRetry={() => void plans.refetch()} />}
      {plans.isSuccess && <Chosen plans={plans.nodes} />}
    </div>
  );
}

function Chosen({ plans }: { plans: readonly ListedPlan[] }) {
  const own = useOwnWords(WORDS);
  const address = useAddress();
  const { base, target } = pairOf(address, plans);
  if (base === null || target === null) {
    return (
      <Nothing title={plans.length === 0 ? own.needsAny : own.needsTwo}>
        <Link to={to.data(null, { add: 'yes' })}>{own.toData}</Link>
      </Nothing>
    );
  }
  return (
    <>
      <p className="note">{own.lead}</p>
      <div className="compare-plans no-print">
        <PlanSelect
          label={own.base}
          plans={plans}
          value={base}
          onChoose={(id) => address.patch({ base: id, target })}
        />
        <Button onClick={() => address.patch({ base: target, target: base })}>⇄ {own.swap}</Button>
        <PlanSelect
          label={own.target}
          plans={plans}
          value={target}
          onChoose={(id) => address.patch({ base, target: id })}
        />
      </div>
      {base === target ? <Nothing title={own.samePlan} /> : <Compared base={base} target={target} />}
    </>
  );
}

interface PlanSelectProps {
  label: string;
  plans: readonly ListedPlan[];
  value: string;
  onChoose: (id: string) => void;
}

function PlanSelect({ label, plans, value, onChoose }: PlanSelectProps) {
  return (
    <div className="compare-plan">
      <span className="aside" aria-hidden="true">
        {label}
      </span>
      <Select
        aria-label={label}
        value={value}
        options={plans.map(({ id, title, documentNumber }) => ({
          value: id,
          label: documentNumber ? `${title}（${documentNumber}）` : title,
        }))}
        popupMatchSelectWidth={false}
        showSearch={plans.length > 8 ? { optionFilterProp: 'label' } : false}
        onChange={onChoose}
      />
    </div>
  );
}

function Compared({ base, target }: { base: string; target: string }) {
  const own = useOwnWords(WORDS);
  const { get, all, patch } = useAddress();
  const answer = useAsk(CompareOverviewDocument, { base, target });
  const kinds = kindsOf(all('kind'));
  const as = get('as') === 'units' ? 'units' : 'tasks';
  if (answer.isPending) {
    return <Loading rows={10} />;
  }
  if (answer.isError) {
    return <Failure error={answer.error} onRetry={() => void answer.refetch()} />;
  }
  const overview = answer.data.comparePlans;
  return (
    <>
      <div className="search-tools">
        <Segmented
          aria-label={own.shownAs}
          value={as}
          options={[
            { value: 'tasks', label: `${own.tasks} ${overview.all.totalCount}` },
            { value: 'units', label: `${own.units} ${overview.unitShifts.length}` },
          ]}
          onChange={(value) => patch({ as: value === 'units' ? 'units' : null })}
        />
      </div>
      {as === 'units' ? (
        <Shifts overview={overview} />
      ) : (
        <>
          <KindFilter
            overview={overview}
            chosen={kinds}
            onChoose={(kind) => patch({ kind: kind === null ? null : toggled(kinds, kind) })}
          />
          <Changes base={overview.base.id} target={overview.target.id} kinds={kinds} />
        </>
      )}
    </>
  );
}

interface KindFilterProps {
  overview: Overview;
  chosen: readonly string[];
  /** null for all. */
  onChoose: (kind: string | null) => void;
}

function KindFilter({ overview, chosen, onChoose }: KindFilterProps) {
  const own = useOwnWords(WORDS);
  return (
    <fieldset className="rule-filter no-print">
      <legend className="visually-hidden">{own.kinds}</legend>
      <button
        type="button"
        className="pick"
        aria-pressed={chosen.length === 0}
        onClick={() => onChoose(null)}
      >
        {own.allKinds} <span className="pick-count">{overview.all.totalCount}</span>
      </button>
      {KINDS.map(([kind, count]) => (
        <button
          key={kind}
          type="button"
          className="pick"
          aria-pressed={chosen.includes(kind)}
          disabled={count(overview) === 0 && !chosen.includes(kind)}
          onClick={() => onChoose(kind)}
        >
          {own.kind[kind]} <span className="pick-count">{count(overview)}</span>
        </button>
      ))}
    </fieldset>
  );
}

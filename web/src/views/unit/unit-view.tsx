/** A unit: what it leads and shares, with whom, what it answers for, and its names through time. */
import { Button, Segmented } from 'antd';
import { useCallback, useState } from 'react';
import { Link, useParams } from 'react-router';
import {
  type Role,
  type TaskFilter,
  UnitDetailDocument,
  type UnitDetailQuery,
  UnitLookupDocument,
} from '../../api/generated/graphql';
import { useAsk } from '../../api/hooks';
import { useHasSeveralPlans } from '../../components/plan-picker';
import { Failure, Loading, NotFound } from '../../components/states';
import { TaskList } from '../../components/task-list';
import { useTitle } from '../../components/title';
import { useLanguage, useWords } from '../../i18n';
import { useAddress } from '../../lib/address';
import { fileLink } from '../../lib/download';
import { exportAddress } from '../../lib/export';
import { useIntoView } from '../../lib/into-view';
import { to } from '../../routes';
import { History } from './history';
import { Partners } from './partners';
import { UnitTargets } from './unit-targets';
import './unit.css';

export type UnitDetail = Extract<NonNullable<UnitDetailQuery['node']>, { __typename: 'Unit' }>;

/** An address may name a unit by its id, or by any name that it bears or bore. */
export function UnitView() {
  const { id = '' } = useParams();
  const { plan } = useAddress();
  const isId = /^unit_[0-9a-f]+$/.test(id);
  const lookup = useAsk(UnitLookupDocument, { name: id }, { enabled: !isId });
  if (isId) {
    return <UnitById id={id} />;
  }
  if (lookup.isPending) {
    return <Loading />;
  }
  if (lookup.isError) {
    return (
      <Failure
        error={lookup.error}
        onRetry={() => void lookup.refetch()}
        linkTo={(name) => to.unit(name, plan)}
        isView
      />
    );
  }
  return lookup.data.unit ? <UnitById id={lookup.data.unit.id} /> : <NotFound />;
}

function UnitById({ id }: { id: string }) {
  const { plan } = useAddress();
  const filter = plan === null ? null : { plans: [plan] };
  const unit = useAsk(UnitDetailDocument, { id, filter }, { keep: true });
  if (unit.isPending) {
    return <Loading rows={8} />;
  }
  if (unit.isError) {
    return <Failure error={unit.error} onRetry={() => void unit.refetch()} isView />;
  }
  return unit.data.node?.__typename === 'Unit' ? <Unit unit={unit.data.node} /> : <NotFound />;
}

const ROLES: readonly Role[] = ['LEAD', 'RESPONSIBLE', 'SUPPORTING'];

function Unit({ unit }: { unit: UnitDetail }) {
  const { words, language } = useLanguage();
  const { get, patch, plan } = useAddress();
  useTitle(unit.name);
  const role = ROLES.find((one) => one === get('role')) ?? null;
  const chapter = get('chapter');
  const partner = get('with');
  const list = useIntoView<HTMLElement>(
    chapter === null && partner === null ? null : `${chapter} ${partner}`,
  );
  const ofPlan: TaskFilter = plan === null ? {} : { plans: [plan] };
  const filter: TaskFilter = {
    ...ofPlan,
    units: { any: [unit.id], role },
    ...(chapter === null ? {} : { chapterIds: [chapter] }),
    ...(partner === null ? {} : { and: [{ units: { any: [partner] } }] }),
  };
  const [isPrinting, setIsPrinting] = useState(false);
  const print = useCallback(() => {
    setIsPrinting(false);
    window.print();
  }, []);
  const counts: [Role | null, number][] = [
    [null, unit.taskCount],
    ['LEAD', unit.leadCount],
    ['RESPONSIBLE', unit.responsibleCount],
    ['SUPPORTING', unit.supportingCount],
  ];
  const ledger = (format: 'csv' | 'xlsx') =>
    exportAddress('ledger', format, {
      name: words.ledgerNamed(unit.name),
      language,
      units: [unit.id],
      plans: plan === null ? [] : [plan],
    });
  return (
    <div className="unit-view">
      <header className="view-head">
        <h1>{unit.name}</h1>
        <span className="flag">{words.kinds[unit.kind]}</span>
        <span className="grow" />
        <Button className="no-print" {...fileLink(ledger('xlsx'))} download>
          {words.ledger} XLSX
        </Button>
        <Button className="no-print" {...fileLink(ledger('csv'))} download>
          {words.ledger} CSV
        </Button>
        <Button className="no-print" loading={isPrinting} onClick={() => setIsPrinting(true)}>
          {words.print}
        </Button>
      </header>
      <Names unit={unit} />
      <div className="unit-columns">
        <section className="unit-main" ref={list}>
          <div className="search-tools no-print">
            <Segmented
              aria-label={words.facets.units}
              value={role ?? ''}
              options={counts.map(([one, count]) => ({
                value: one ?? '',
                label: `${one === null ? words.allRoles : words.role[one]} ${count}`,
              }))}
              onChange={(value) => patch({ role: value === '' ? null : value })}
            />
            {(chapter !== null || partner !== null) && (
              <button type="button" className="quiet" onClick={() => patch({ chapter: null, with: null })}>
                {words.clearFilters}
              </button>
            )}
          </div>
          <h2 className="visually-hidden">{words.task}</h2>
          <TaskList filter={filter} plan={plan} onWhole={isPrinting ? print : null} />
        </section>
        <aside className="unit-side">
          <ByChapter unit={unit} chosen={chapter} onChoose={(id) => patch({ chapter: id })} />
          <Partners unit={unit} chosen={partner} onChoose={(id) => patch({ with: id })} />
          <UnitTargets unit={unit.id} plan={plan} />
          <History unit={unit} />
        </aside>
      </div>
    </div>
  );
}

function Names({ unit }: { unit: UnitDetail }) {
  const words = useWords();
  const { plan } = useAddress();
  return (
    <dl className="facts-line">
      {unit.fullName && (
        <div>
          <dt>{words.fullName}</dt>
          <dd>{unit.fullName}</dd>
        </div>
      )}
      {unit.aliases.length > 0 && (
        <div>
          <dt>{words.aliases}</dt>
          <dd>{unit.aliases.join('、')}</dd>
        </div>
      )}
      {unit.jurisdiction && (
        <div>
          <dt>{words.jurisdiction}</dt>
          <dd>
            <Link to={to.city(unit.jurisdiction.code, plan)}>{unit.jurisdiction.name}</Link>
          </dd>
        </div>
      )}
      {unit.city && (
        <div>
          <dt>{words.city}</dt>
          <dd>
            <Link to={to.city(unit.city.code, plan)}>{unit.city.name}</Link>
          </dd>
        </div>
      )}
      {unit.cities.length > 0 && (
        <div>
          <dt>{words.citiesOfTasks}</dt>
          <dd className="inline-links">
            {unit.cities.map((city) => (
              <Link key={city.code} to={to.city(city.code, plan)}>
                {city.name}
              </Link>
            ))}
          </dd>
        </div>
      )}
    </dl>
  );
}

interface ByChapterProps {
  unit: UnitDetail;
  chosen: string | null;
  onChoose: (chapter: string | null) => void;
}

function ByChapter({ unit, chosen, onChoose }: ByChapterProps) {
  const words = useWords();
  const { plan } = useAddress();
  const namesPlan = useHasSeveralPlans();
  const chapters = unit.chapters.filter(({ chapter }) => plan === null || chapter.plan.id === plan);
  const most = Math.max(1, ...chapters.map(({ taskCount }) => taskCount));
  if (chapters.length === 0) {
    return null;
  }
  return (
    <section className="facts">
      <h2>{words.byChapter}</h2>
      <ul className="bars">
        {chapters.map(({ chapter, taskCount, leadCount }) => (
          <li key={chapter.id}>
            <button
              type="button"
              aria-pressed={chosen === chapter.id}
              onClick={() => onChoose(chosen === chapter.id ? null : chapter.id)}
            >
              <span className="bar-name">
                {chapter.title || words.noChapter}
                {namesPlan && <small className="aside"> {chapter.plan.title}</small>}
              </span>
              <span className="bar-count">
                {taskCount}
                {leadCount > 0 && (
                  <em>
                    {words.leads} {leadCount}
                  </em>
                )}
              </span>
              <meter min={0} max={most} value={taskCount} aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

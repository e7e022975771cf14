/** A whole plan as an outline that can be read, searched and narrowed. */
import { Checkbox, Select } from 'antd';
import { useDeferredValue, useEffect, useMemo } from 'react';
import { Link, useLocation } from 'react-router';
import { TaskListDocument } from '../../api/generated/graphql';
import { usePages } from '../../api/hooks';
import { FilterInput } from '../../components/filter-input';
import { Found } from '../../components/marked';
import { type OutlinedPlan, OutlineOf } from '../../components/outline-of';
import { Failure, Loading, Nothing } from '../../components/states';
import { type ListedTask, taskTitle } from '../../components/task-list';
import { useTitle } from '../../components/title';
import { useLanguage, useWords } from '../../i18n';
import { type AddressState, useAddress } from '../../lib/address';
import { formatDate, formatPeriod } from '../../lib/format';
import { useTyped } from '../../lib/typed';
import { to } from '../../routes';
import { inChapters, matchCount, matching, type Outlined, OutlineRow } from './outline';
import './chapters.css';

/** A plan has some hundred tasks; one of more is read as far as this, and the page says so. */
const MOST_TASKS = 2000;

export function ChaptersView() {
  const words = useWords();
  useTitle(words.chaptersTitle);
  return <OutlineOf>{(plan) => <Outline plan={plan} />}</OutlineOf>;
}

function Outline({ plan }: { plan: OutlinedPlan }) {
  const words = useWords();
  const address = useAddress();
  const { hash } = useLocation();
  const typed = useTyped(address);
  // Marking a whole plan takes longer than a key.
  const needle = useDeferredValue(typed.text);
  const pages = usePages(
    TaskListDocument,
    { filter: { plans: [plan.id] }, first: 100 },
    (answer) => answer.tasks,
    { upTo: MOST_TASKS },
  );
  const only = {
    needle,
    lead: address.get('lead'),
    hasTargets: address.get('targets') === 'yes',
    hasDeadline: address.get('deadline') === 'yes',
    lacksLead: address.get('lead') === 'none',
  };
  const tasks = matching(pages.nodes, only);
  const found = needle.trim() === '' ? 0 : matchCount(tasks, needle);
  const chapters = inChapters(plan.chapters, tasks);
  const isReady = pages.isComplete || pages.nodes.length >= MOST_TASKS;
  useEffect(() => {
    if (isReady && hash !== '') {
      document.getElementById(decodeURIComponent(hash.slice(1)))?.scrollIntoView();
    }
  }, [isReady, hash]);
  return (
    <div className="outline-view">
      <aside className="contents" aria-label={words.contents}>
        <h2>{words.contents}</h2>
        <ol>
          {plan.chapters.map((chapter) => (
            <li key={chapter.id}>
              <a href={`#${chapter.id}`}>
                <span>{chapter.title || words.noChapter}</span>
                <small>{chapter.tasks.totalCount}</small>
              </a>
            </li>
          ))}
        </ol>
      </aside>
      <article className="outline">
        <Head plan={plan} />
        <div className="outline-tools no-print">
          <FilterInput typed={typed} label={words.inPage} />
          <LeadPicker tasks={pages.nodes} address={address} />
          <Flag address={address} name="targets" label={words.withTargets} />
          <Flag address={address} name="deadline" label={words.withDeadline} />
          <span className="total" aria-live="polite">
            {words.tasksCount(tasks.length)}
            {needle.trim() !== '' && ` · ${words.matches(found)}`}
          </span>
        </div>
        {pages.totalCount !== undefined && pages.totalCount > MOST_TASKS && (
          <p className="note">{words.tasksPartial(pages.nodes.length, pages.totalCount)}</p>
        )}
        <Clauses title={words.principles} clauses={plan.principles} needle={needle} />
        {pages.isPending && <Loading />}
        {pages.isError && <Failure error={pages.error} onRetry={() => void pages.refetch()} />}
        {isReady && tasks.length === 0 && <Nothing title={words.noTaskFits} />}
        {chapters.map((chapter) => (
          <ChapterPart key={chapter.id} chapter={chapter} needle={needle} plan={address.plan} />
        ))}
        <Clauses title={words.requirements} clauses={plan.requirements} needle={needle} />
      </article>
    </div>
  );
}

function Head({ plan }: { plan: OutlinedPlan }) {
  const { words, language } = useLanguage();
  return (
    <header className="outline-head">
      <h1>{plan.title}</h1>
      <dl className="facts-line">
        {plan.documentNumber && (
          <div>
            <dt>{words.documentNumber}</dt>
            <dd>{plan.documentNumber}</dd>
          </div>
        )}
        {plan.issuer && (
          <div>
            <dt>{words.issuer}</dt>
            <dd>
              <Link to={to.unit(plan.issuer.id, plan.id)}>{plan.issuer.name}</Link>
            </dd>
          </div>
        )}
        {plan.issuedOn && (
          <div>
            <dt>{words.issuedOn}</dt>
            <dd>{formatDate(plan.issuedOn, language)}</dd>
          </div>
        )}
        {plan.periodEnd !== null && (
          <div>
            <dt>{words.period}</dt>
            <dd>{formatPeriod(plan.periodStart ?? null, plan.periodEnd ?? null, words)}</dd>
          </div>
        )}
        <div>
          <dt>{words.task}</dt>
          <dd>{plan.tasks.totalCount}</dd>
        </div>
        <div>
          <dt>{words.coverage}</dt>
          <dd>{(plan.coverage * 100).toFixed(1)}%</dd>
        </div>
      </dl>
    </header>
  );
}

function LeadPicker({ tasks, address }: { tasks: readonly ListedTask[]; address: AddressState }) {
  const words = useWords();
  const leads = useMemo(() => {
    const names = new Map<string, string>();
    for (const { assignments } of tasks) {
      for (const { role, unit } of assignments) {
        if (role === 'LEAD') {
          names.set(unit.id, unit.name);
        }
      }
    }
    return [...names].map(([value, label]) => ({ value, label }));
  }, [tasks]);
  return (
    <Select
      className="lead-picker"
      allowClear
      aria-label={words.roleUnit.LEAD}
      placeholder={words.roleUnit.LEAD}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={240}
      value={leads.length === 0 ? null : address.get('lead')}
      options={[{ value: 'none', label: words.withoutLead }, ...leads]}
      onChange={(lead) => address.patch({ lead: lead ?? null })}
    />
  );
}

function Flag({ address, name, label }: { address: AddressState; name: string; label: string }) {
  return (
    <Checkbox
      checked={address.get(name) === 'yes'}
      onChange={(event) => address.patch({ [name]: event.target.checked ? 'yes' : null })}
    >
      {label}
    </Checkbox>
  );
}

function Clauses({
  title,
  clauses,
  needle,
}: {
  title: string;
  clauses: OutlinedPlan['principles'];
  needle: string;
}) {
  const words = useWords();
  if (clauses.length === 0) {
    return null;
  }
  return (
    <details className="clauses">
      <summary>
        {title} <small>{clauses.length}</small>
      </summary>
      {clauses.map((clause) => (
        <p key={clause.id} title={words.line(clause.span.line)}>
          {clause.number}
          <Found text={clause.text} needle={needle} />
        </p>
      ))}
    </details>
  );
}

function ChapterPart({ chapter, needle, plan }: { chapter: Outlined; needle: string; plan: string | null }) {
  const words = useWords();
  return (
    <section className="chapter" id={chapter.id} aria-labelledby={`title-${chapter.id}`}>
      <h2 id={`title-${chapter.id}`}>
        <span className="chapter-number">{chapter.number}</span>
        <Found text={chapter.title || words.noChapter} needle={needle} />
        <small>{words.tasksCount(chapter.count)}</small>
      </h2>
      {chapter.parts.map(({ section, tasks }) => (
        <div key={section?.id ?? 'none'} className="section" id={section?.id}>
          {section && (
            <h3>
              {section.number}. <Found text={section.title} needle={needle} />
            </h3>
          )}
          {tasks.map((task) => (
            <OutlineRow key={task.id} task={task} title={taskTitle(task)} needle={needle} plan={plan} />
          ))}
        </div>
      ))}
    </section>
  );
}

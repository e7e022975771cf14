/** One hit, whatever it is. */
import { memo } from 'react';
import { Link } from 'react-router';
import { Marked } from '../../components/marked';
import { taskTitle } from '../../components/task-list';
import { UnitLinks } from '../../components/unit-links';
import { useWords } from '../../i18n';
import { to } from '../../routes';
import type { Edge, TaskHit } from './use-search';

interface HitProps {
  edge: Edge;
  plan: string | null;
  /** Whether hits are of several plans, so that each names its own. */
  namesPlan: boolean;
}

/** Drawn once: a key in the box above concerns no hit. */
export const HitCard = memo(function HitCard({ edge, plan, namesPlan }: HitProps) {
  return (
    <article className="hit">
      <Content edge={edge} plan={plan} namesPlan={namesPlan} />
      <Why edge={edge} />
    </article>
  );
});

function Content({ edge, plan, namesPlan }: HitProps) {
  const words = useWords();
  const { node } = edge;
  switch (node.__typename) {
    case 'Task':
      return <TaskContent task={node} edge={edge} plan={plan} namesPlan={namesPlan} />;
    case 'Unit':
      return (
        <>
          <h3>
            <Link className="hit-link" to={to.unit(node.id, plan)}>
              <Highlighted edge={edge} field="name" text={node.name} />
            </Link>
          </h3>
          <p className="hit-place">
            {node.jurisdiction?.name} · {words.tasksCount(node.taskCount)} · {words.leads} {node.leadCount}
          </p>
        </>
      );
    case 'City':
      return (
        <h3>
          <Link className="hit-link" to={to.city(node.code, plan)}>
            <Highlighted edge={edge} field="name" text={node.name} />
          </Link>
        </h3>
      );
    case 'Chapter':
      return (
        <>
          <h3>
            <Link className="hit-link" to={`${to.chapters(node.plan.id)}#${node.id}`}>
              <Highlighted edge={edge} field="name" text={node.title} />
            </Link>
          </h3>
          <p className="hit-place">
            {words.chapterNumber(node.number)}
            {namesPlan && <> · {node.plan.title}</>}
          </p>
        </>
      );
    case 'Section':
      return (
        <>
          <h3>
            <Link className="hit-link" to={`${to.chapters(node.chapter.plan.id)}#${node.id}`}>
              <Highlighted edge={edge} field="name" text={node.title} />
            </Link>
          </h3>
          <p className="hit-place">
            {node.chapter.title || words.noChapter}
            {namesPlan && <> · {node.chapter.plan.title}</>}
          </p>
        </>
      );
    case 'Indicator':
      return (
        <>
          <h3>
            {node.task ? (
              <Link className="hit-link" to={to.task(node.task.id, node.span, plan)}>
                {node.subject}
              </Link>
            ) : (
              node.subject
            )}
          </h3>
          <p>
            <Highlighted edge={edge} field="text" text={node.phrase} />
          </p>
          {namesPlan && <p className="hit-place">{node.plan.title}</p>}
        </>
      );
  }
}

function TaskContent({ task, edge, plan, namesPlan }: { task: TaskHit } & HitProps) {
  const words = useWords();
  const fragments = edge.highlights.filter(({ field }) => field === 'text');
  const places = [...new Map(task.cities.map(({ city }) => [city.code, city.name]))];
  return (
    <>
      <p className="hit-place">
        <Highlighted edge={edge} field="headings" text={task.chapter.title || words.noChapter} />
        {task.section && <> › {task.section.title}</>}
        {namesPlan && <> · {task.plan.title}</>}
      </p>
      <h3>
        <Link className="hit-link" to={to.task(task.id, undefined, plan)}>
          {task.label === null ? (
            taskTitle(task)
          ) : (
            <Highlighted edge={edge} field="label" text={task.label} />
          )}
        </Link>
        <span className="hit-number">{words.taskNumber(task.number)}</span>
      </h3>
      <p className="hit-text">
        {fragments.length === 0
          ? task.text
          : fragments.map(({ fragment, ranges }, index) => (
              <span key={fragment}>
                {index > 0 && <span aria-hidden="true"> … </span>}
                <Marked text={fragment} ranges={ranges} />
              </span>
            ))}
      </p>
      <UnitLinks assignments={task.assignments} plan={plan} />
      {places.length > 0 && (
        <p className="hit-cities">
          {places.map(([code, name]) => (
            <Link key={code} to={to.city(code, plan)}>
              {name}
            </Link>
          ))}
        </p>
      )}
    </>
  );
}

function Highlighted({ edge, field, text }: { edge: Edge; field: string; text: string }) {
  const highlight = edge.highlights.find((one) => one.field === field && one.fragment === text);
  return highlight ? <Marked text={text} ranges={highlight.ranges} /> : text;
}

/** Why this matched: each term with where and how it was met. */
function Why({ edge }: { edge: Edge }) {
  const words = useWords();
  if (edge.matches.length === 0) {
    return null;
  }
  const terms = new Map<string, Set<string>>();
  for (const { term, field, how } of edge.matches) {
    const met = terms.get(term) ?? new Set();
    met.add(`${words.fields[field] ?? field} · ${words.how[how] ?? how}`);
    terms.set(term, met);
  }
  return (
    <details className="why">
      <summary>{words.why}</summary>
      <dl>
        {[...terms].map(([term, met]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{[...met].join('；')}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

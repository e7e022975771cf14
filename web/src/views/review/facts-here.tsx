/** The facts that were read from the chosen place. */
import { Link } from 'react-router';
import { Failure, Loading } from '../../components/states';
import { taskTitle } from '../../components/task-list';
import { RoleTag } from '../../components/unit-links';
import { useLanguage, useWords } from '../../i18n';
import { formatQuantity } from '../../lib/format';
import type { Range } from '../../lib/text';
import { to } from '../../routes';
import { type ReviewedAssignment, type ReviewedTask, tasksAt } from './questions';
import type { Facts } from './tasks-list';

interface FactsHereProps {
  facts: Facts;
  stretch: Range;
  plan: string;
  onChoose: (range: Range) => void;
}

export function FactsHere({ facts, stretch, plan, onChoose }: FactsHereProps) {
  const words = useWords();
  const here = tasksAt(facts.nodes, stretch);
  return (
    <section className="review-facts" aria-label={words.factsHere}>
      <h2>{words.factsHere}</h2>
      {facts.isPending && <Loading rows={4} />}
      {facts.isError && facts.error && <Failure error={facts.error} onRetry={() => void facts.refetch()} />}
      {!facts.isPending && here.length === 0 && (
        <p className="note">
          {facts.nodes.length < (facts.totalCount ?? 0)
            ? words.factsPartial(facts.nodes.length, facts.totalCount ?? 0)
            : words.noFactsHere}
        </p>
      )}
      {here.map((task) => (
        <TaskFacts key={task.id} task={task} plan={plan} onChoose={onChoose} />
      ))}
    </section>
  );
}

interface TaskFactsProps {
  task: ReviewedTask;
  plan: string;
  onChoose: (range: Range) => void;
}

function TaskFacts({ task, plan, onChoose }: TaskFactsProps) {
  const { words, language } = useLanguage();
  return (
    <article className="panel">
      <h3>
        <Link to={to.task(task.id, undefined, plan)}>{taskTitle(task)}</Link>{' '}
        <span className="aside">{words.taskNumber(task.number)}</span>
      </h3>
      <ul className="review-parts">
        {task.assignments.map((one) => (
          <li key={one.id}>
            <Part one={one} onChoose={onChoose} />
          </li>
        ))}
        {task.indicators.map((one) => (
          <li key={one.id}>
            <span className="review-part">
              <span className="flag">{words.targets}</span>
              <button
                type="button"
                className="quiet"
                title={words.showInSource}
                onClick={() => onChoose(one.span)}
              >
                {one.subject} {formatQuantity(one, words, language)}
              </button>
            </span>
          </li>
        ))}
      </ul>
    </article>
  );
}

interface PartProps {
  one: ReviewedAssignment;
  onChoose: (range: Range) => void;
}

function Part({ one, onChoose }: PartProps) {
  const words = useWords();
  const { unit, role } = one;
  return (
    <div className="review-part">
      <RoleTag role={role} />
      <button type="button" className="quiet" title={words.showInSource} onClick={() => onChoose(one.span)}>
        {unit.name}
      </button>
      {one.basis !== 'STATED' && <span className="basis">{words.basis[one.basis]}</span>}
      {one.nameAsWritten !== unit.name && <span className="aside">{words.asWritten(one.nameAsWritten)}</span>}
    </div>
  );
}

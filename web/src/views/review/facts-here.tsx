/** The facts that were read from the chosen place, each to be confirmed, corrected or rejected. */
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { Failure, Loading } from '../../components/states';
import { taskTitle } from '../../components/task-list';
import { RoleTag } from '../../components/unit-links';
import { useLanguage, useOwnWords, useWords } from '../../i18n';
import { formatQuantity } from '../../lib/format';
import type { Range } from '../../lib/text';
import { to } from '../../routes';
import { type Asked, CorrectionForm } from './correction-form';
import { type ReviewedAssignment, type ReviewedTask, tasksAt } from './questions';
import type { Facts } from './tasks-list';
import { WORDS } from './words';

interface FactsHereProps {
  facts: Facts;
  stretch: Range;
  plan: string;
  onChoose: (range: Range) => void;
}

export function FactsHere({ facts, stretch, plan, onChoose }: FactsHereProps) {
  const words = useWords();
  const own = useOwnWords(WORDS);
  const [asked, setAsked] = useState<Asked | null>(null);
  const here = tasksAt(facts.nodes, stretch);
  return (
    <section className="review-facts" aria-label={own.factsHere}>
      <h2>{own.factsHere}</h2>
      {facts.isPending && <Loading rows={4} />}
      {facts.isError && facts.error && <Failure error={facts.error} onRetry={() => void facts.refetch()} />}
      {!facts.isPending && here.length === 0 && (
        <p className="note">
          {facts.nodes.length < (facts.totalCount ?? 0)
            ? words.tasksPartial(facts.nodes.length, facts.totalCount ?? 0)
            : own.noFactsHere}
        </p>
      )}
      {here.map((task) => (
        <TaskFacts key={task.id} task={task} plan={plan} asked={asked} onAsk={setAsked} onChoose={onChoose} />
      ))}
    </section>
  );
}

interface TaskFactsProps {
  task: ReviewedTask;
  plan: string;
  asked: Asked | null;
  onAsk: (asked: Asked | null) => void;
  onChoose: (range: Range) => void;
}

function TaskFacts({ task, plan, asked, onAsk, onChoose }: TaskFactsProps) {
  const { words, language } = useLanguage();
  const own = useOwnWords(WORDS);
  const form = (target: string) =>
    asked?.target === target && <CorrectionForm key={asked.kind} asked={asked} onClose={() => onAsk(null)} />;
  return (
    <article className="panel">
      <h3>
        <Link to={to.task(task.id, undefined, plan)}>{taskTitle(task)}</Link>{' '}
        <span className="aside">{words.taskNumber(task.number)}</span>
      </h3>
      <ul className="review-parts">
        {task.assignments.map((one) => (
          <li key={one.id}>
            <Part one={one} onAsk={onAsk} onChoose={onChoose} />
            {(asked?.target === one.id || asked?.at === one.id) && (
              <CorrectionForm key={`${asked.kind} ${one.id}`} asked={asked} onClose={() => onAsk(null)} />
            )}
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
              <span className="grow" />
              <Button
                size="small"
                aria-label={`${own.reject}：${one.subject}`}
                onClick={() => onAsk({ kind: 'REJECT_INDICATOR', target: one.id, subject: one.subject })}
              >
                {own.reject}
              </Button>
            </span>
            {form(one.id)}
          </li>
        ))}
      </ul>
      <Button
        size="small"
        onClick={() => onAsk({ kind: 'ADD_ASSIGNMENT', target: task.id, subject: taskTitle(task) })}
      >
        {own.corrections.ADD_ASSIGNMENT}
      </Button>
      {form(task.id)}
    </article>
  );
}

interface PartProps {
  one: ReviewedAssignment;
  onAsk: (asked: Asked) => void;
  onChoose: (range: Range) => void;
}

function Part({ one, onAsk, onChoose }: PartProps) {
  const words = useWords();
  const own = useOwnWords(WORDS);
  const { id, unit, role } = one;
  const isDoubtful = one.basis === 'INFERRED' || one.basis === 'INHERITED';
  const ofPart = { target: id, subject: unit.name, role };
  const ofUnit = { target: unit.id, subject: unit.name, at: id };
  return (
    <div className="review-part">
      <RoleTag role={role} />
      <button type="button" className="quiet" title={words.showInSource} onClick={() => onChoose(one.span)}>
        {unit.name}
      </button>
      {one.basis !== 'STATED' && <span className="basis">{words.basis[one.basis]}</span>}
      {one.nameAsWritten !== unit.name && <span className="aside">{words.asWritten(one.nameAsWritten)}</span>}
      <span className="grow" />
      {isDoubtful && (
        <Button
          size="small"
          aria-label={`${own.confirm}：${unit.name}`}
          onClick={() => onAsk({ ...ofPart, kind: 'SET_ROLE', isConfirmed: true })}
        >
          {own.confirm}
        </Button>
      )}
      <Button
        size="small"
        aria-label={`${own.correct}：${unit.name}`}
        onClick={() => onAsk({ ...ofPart, kind: 'SET_ROLE' })}
      >
        {own.correct}
      </Button>
      <Button
        size="small"
        aria-label={`${own.reject}：${unit.name}`}
        onClick={() => onAsk({ ...ofPart, kind: 'REJECT_ASSIGNMENT' })}
      >
        {own.reject}
      </Button>
      <Button
        size="small"
        aria-label={`${own.aboutName}：${unit.name}`}
        onClick={() => onAsk({ ...ofUnit, kind: 'ADD_ALIAS' })}
      >
        {own.aboutName}
      </Button>
    </div>
  );
}

/** The facts of a task. Each can be chosen, and is then marked in the source. */
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Role } from '../../api/generated/graphql';
import { Published } from '../../components/source-pane';
import { RoleTag } from '../../components/unit-links';
import { useLanguage, useWords } from '../../i18n';
import { formatDate, formatPeriod, formatQuantity } from '../../lib/format';
import type { Range } from '../../lib/text';
import { to } from '../../routes';
import { type Choice, isSame, type TaskDetail } from './task-view';

const ROLES: readonly Role[] = ['LEAD', 'RESPONSIBLE', 'SUPPORTING'];

interface FactsProps {
  task: TaskDetail;
  choice: Choice;
}

/** A button that marks a fact in the source. */
function Prove({
  span,
  choice,
  children,
}: {
  span: Range & { line: number };
  choice: Choice;
  children: ReactNode;
}) {
  const words = useWords();
  const isChosen = isSame(choice.stretch, span);
  return (
    <button
      type="button"
      className={isChosen ? 'prove chosen' : 'prove'}
      aria-pressed={isChosen}
      title={`${words.showInSource} · ${words.line(span.line)}`}
      onClick={() => choice.choose(span)}
    >
      {children}
    </button>
  );
}

export function Assignments({ task, choice, plan }: FactsProps & { plan: string | null }) {
  const words = useWords();
  return (
    <section className="facts">
      <h2>{words.unitsByRole}</h2>
      {task.leads.length === 0 && <p className="note">{words.noLead}</p>}
      {ROLES.map((role) => {
        const assigned = task.assignments.filter((one) => one.role === role);
        return (
          assigned.length > 0 && (
            <div key={role} className="role-group">
              <RoleTag role={role} />
              <ul>
                {assigned.map((one) => (
                  <li key={one.id}>
                    <Link to={to.unit(one.unit.id, plan)}>{one.unit.name}</Link>
                    <Prove span={one.span} choice={choice}>
                      {words.line(one.span.line)}
                    </Prove>
                    {one.basis !== 'STATED' && <span className="basis">{words.basis[one.basis]}</span>}
                    {one.ruleSpan && (
                      <Prove span={one.ruleSpan} choice={choice}>
                        {words.ruleGiven}
                      </Prove>
                    )}
                    {one.nameAsWritten !== one.unit.name && (
                      <span className="aside">{words.asWritten(one.nameAsWritten)}</span>
                    )}
                    {one.qualifier && <span className="aside">{one.qualifier}</span>}
                  </li>
                ))}
              </ul>
            </div>
          )
        );
      })}
      {task.isOpenList && <p className="note">{words.openList}</p>}
    </section>
  );
}

export function Targets({ task, choice }: FactsProps) {
  const { words, language } = useLanguage();
  if (task.indicators.length === 0) {
    return null;
  }
  return (
    <section className="facts">
      <h2>{words.targets}</h2>
      <ul className="rows">
        {task.indicators.map((indicator) => (
          <li key={indicator.id}>
            <span className="fact-name">{indicator.subject}</span>
            <strong>{formatQuantity(indicator, words, language)}</strong>
            <span className="aside">
              {formatPeriod(indicator.periodStart, indicator.periodEnd, words, words.yearOf)}
            </span>
            {indicator.isBinding && <span className="flag">{words.binding}</span>}
            {indicator.isAssignedByState && <span className="flag">{words.assignedByState}</span>}
            {indicator.isAspirational && <span className="flag">{words.aspirational}</span>}
            <Prove span={indicator.span} choice={choice}>
              {indicator.phrase}
            </Prove>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Deadlines({ task, choice }: FactsProps) {
  const { words, language } = useLanguage();
  if (task.deadlines.length === 0) {
    return null;
  }
  return (
    <section className="facts">
      <h2>{words.deadlines}</h2>
      <ul className="rows">
        {task.deadlines.map((deadline) => (
          <li key={deadline.id}>
            <strong>
              {deadline.date
                ? formatDate(deadline.date, language)
                : deadline.isOngoing
                  ? words.ongoing
                  : deadline.recurrence}
            </strong>
            <Prove span={deadline.span} choice={choice}>
              {deadline.text}
            </Prove>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Cities({ task, choice, plan }: FactsProps & { plan: string | null }) {
  const words = useWords();
  if (task.cities.length === 0) {
    return null;
  }
  return (
    <section className="facts">
      <h2>{words.cities}</h2>
      <ul className="rows">
        {task.cities.map((link) => (
          <li key={link.id}>
            <Link to={to.city(link.city.code, plan)}>{link.city.name}</Link>
            <span className="aside">{words.via[link.via]}</span>
            <Prove span={link.span} choice={choice}>
              <Published text={link.span.quote} />
            </Prove>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Commitments({ task, choice }: FactsProps) {
  const words = useWords();
  if (task.commitments.length === 0) {
    return null;
  }
  return (
    <section className="facts">
      <h2>{words.commitments}</h2>
      <p className="inline-facts">
        {task.commitments.map((commitment) => (
          <Prove key={commitment.span.start} span={commitment.span} choice={choice}>
            {commitment.word}
          </Prove>
        ))}
      </p>
    </section>
  );
}

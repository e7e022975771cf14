/** What falls due and is not done: reports that units owe, tasks and duties, each with the words that set the day. */
import { Segmented, Select } from 'antd';
import { Link } from 'react-router';
import { RemindersDocument } from '../../api/generated/graphql';
import { usePages } from '../../api/hooks';
import { More } from '../../components/more';
import { Published } from '../../components/source-pane';
import { Failure, Loading, Nothing } from '../../components/states';
import { taskTitle } from '../../components/task-list';
import { useLanguage, useOwnWords } from '../../i18n';
import type { AddressState } from '../../lib/address';
import { formatDate } from '../../lib/format';
import { formatStretch } from '../../lib/text';
import { to } from '../../routes';
import { daysOf, type Reminder, together, WHENS } from './due';
import type { Monitoring } from './progress-view';
import { WORDS } from './words';

/** In days; what is over for longer than two years is told in years. */
const YEAR = 365.25;

interface RemindersProps {
  monitoring: Monitoring;
  /** The year in which the plan begins. */
  firstYear: number | null;
  address: AddressState;
}

export function Reminders({ monitoring, firstYear, address }: RemindersProps) {
  const { language, words } = useLanguage();
  const own = useOwnWords(WORDS);
  const { get, patch } = address;
  const when = WHENS.find((one) => one === get('when')) ?? 'month';
  const unit = get('unit');
  const reminders = usePages(
    RemindersDocument,
    { plans: [monitoring.plan.id], unit, ...daysOf(when, firstYear, new Date()), first: 100 },
    (answer) => answer.reminders,
    { keep: true },
  );
  const units = monitoring.units.map((row) => ({ value: row.unit.id, label: row.unit.name }));
  return (
    <>
      <div className="outline-tools">
        <Segmented
          aria-label={own.when}
          value={when}
          options={WHENS.map((value) => ({ value, label: own.whens[value] }))}
          onChange={(value) => patch({ when: value === 'month' ? null : value, char: null })}
        />
        <Select
          className="unit-picker"
          aria-label={words.unit}
          value={unit ?? ''}
          options={[{ value: '', label: own.anyUnit }, ...units]}
          showSearch={{ optionFilterProp: 'label' }}
          onChange={(value) => patch({ unit: value === '' ? null : value, char: null })}
        />
      </div>
      {reminders.isPending && <Loading rows={8} />}
      {reminders.isError && <Failure error={reminders.error} onRetry={() => void reminders.refetch()} />}
      {reminders.isSuccess && reminders.nodes.length === 0 && (
        <Nothing title={own.nothing[when]}>
          {when !== 'over' && (
            <button type="button" className="quiet" onClick={() => patch({ when: 'over' })}>
              {own.showOver}
            </button>
          )}
        </Nothing>
      )}
      <ul className={reminders.isPlaceholderData ? 'dues outdated' : 'dues'}>
        {together(reminders.nodes).map((group) => {
          const [first] = group;
          return (
            first && (
              <li key={`${first.kind} ${first.dueOn} ${first.deadline?.id ?? first.year}`}>
                <h3>
                  {formatDate(first.dueOn, language)}
                  <span className={first.daysLeft < 0 ? 'flag standing-overdue' : 'flag'}>
                    {first.daysLeft > -2 * YEAR
                      ? own.left(first.daysLeft)
                      : own.yearsAgo(Math.floor(-first.daysLeft / YEAR))}
                  </span>
                  <span className="aside">{own.kinds[first.kind]}</span>
                </h3>
                {first.span && (
                  <blockquote className="aside">
                    <Published text={first.span.quote} />{' '}
                    <button
                      type="button"
                      className="prove"
                      title={words.showInSource}
                      onClick={() => first.span && patch({ char: formatStretch(first.span) })}
                    >
                      {words.line(first.span.line)}
                    </button>
                  </blockquote>
                )}
                <What group={group} first={first} plan={monitoring.plan.id} />
              </li>
            )
          );
        })}
      </ul>
      {reminders.hasNextPage && <More of={reminders} />}
    </>
  );
}

/** Who owes reports, or what is to be done. */
function What({ group, first, plan }: { group: Reminder[]; first: Reminder; plan: string }) {
  const own = useOwnWords(WORDS);
  if (first.kind === 'REPORT') {
    const most = [...group].sort((a, b) => b.openCount - a.openCount);
    return (
      <>
        <p>{own.reportsOn(first.year ?? 0)}</p>
        <ul className="due-units">
          {most.map(
            ({ unit, openCount, year }) =>
              unit && (
                <li key={unit.id}>
                  <Link to={to.progress({ plan, unit: unit.id, year: String(year) })}>{unit.name}</Link>{' '}
                  <span className="aside">{own.open(openCount)}</span>
                </li>
              ),
          )}
        </ul>
      </>
    );
  }
  const [task] = first.tasks.nodes;
  return (
    <p>
      {task ? (
        <Link to={to.task(task.id, first.span ?? undefined, plan)}>{taskTitle(task)}</Link>
      ) : (
        first.deadline?.text
      )}
    </p>
  );
}

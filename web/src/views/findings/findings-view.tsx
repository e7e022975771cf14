/** What is odd about a plan, rule by rule, each with its quotes and the query that shows the same. */
import { useMemo } from 'react';
import { Link } from 'react-router';
import { FindingsDocument, type FindingsQuery } from '../../api/generated/graphql';
import { useAsk } from '../../api/hooks';
import { usePlan } from '../../components/plan-picker';
import { permanentAddress, SourcePane } from '../../components/source-pane';
import { Failure, Loading, NotFound, Nothing } from '../../components/states';
import { useTitle } from '../../components/title';
import { useApiLanguage, useOwnWords } from '../../i18n';
import { useAddress } from '../../lib/address';
import { formatStretch, parseStretch, type Range } from '../../lib/text';
import { to } from '../../routes';
import { FindingCard } from './finding-card';
import { byRule } from './rules';
import { WORDS } from './words';
import './findings.css';

export type Finding = FindingsQuery['findings'][number];
type FoundPlan = NonNullable<FindingsQuery['plan']>;

export function FindingsView() {
  const own = useOwnWords(WORDS);
  const { id, isLoading, error, retry } = usePlan();
  useTitle(own.title);
  return (
    <div className="findings-view">
      <header className="view-head">
        <h1>{own.title}</h1>
      </header>
      {id !== null && <OfPlan plan={id} />}
      {id === null && isLoading && <Loading />}
      {id === null && error !== null && <Failure error={error} onRetry={retry} />}
      {id === null && !isLoading && error === null && (
        <Nothing title={own.noPlan}>
          <Link to={to.data(null, { add: 'yes' })}>{own.toData}</Link>
        </Nothing>
      )}
    </div>
  );
}

function OfPlan({ plan }: { plan: string }) {
  const language = useApiLanguage();
  const answer = useAsk(FindingsDocument, { plan, language });
  if (answer.isPending) {
    return <Loading rows={10} />;
  }
  if (answer.isError) {
    return <Failure error={answer.error} onRetry={() => void answer.refetch()} />;
  }
  if (answer.data.plan === null) {
    return <NotFound isView={false} />;
  }
  return <Found plan={answer.data.plan} findings={answer.data.findings} />;
}

function Found({ plan, findings }: { plan: FoundPlan; findings: readonly Finding[] }) {
  const own = useOwnWords(WORDS);
  const { get, patch } = useAddress();
  const groups = useMemo(() => byRule(findings), [findings]);
  const rule = get('rule');
  const shown = groups.filter((group) => rule === null || group.rule === rule);
  const stretch = parseStretch(get('char'));
  if (findings.length === 0) {
    return <Nothing title={own.nothing} />;
  }
  const choose = (range: Range | null) =>
    patch({ char: range === null ? null : formatStretch(range) }, { replace: true });
  return (
    <>
      <p className="note">{own.lead}</p>
      <fieldset className="rule-filter no-print">
        <legend className="visually-hidden">{own.rules}</legend>
        <RuleButton
          title={own.allRules}
          count={findings.length}
          isChosen={rule === null}
          onChoose={() => patch({ rule: null })}
        />
        {groups.map((group) => (
          <RuleButton
            key={group.rule}
            title={own.byRule[group.rule]?.title ?? group.rule}
            count={group.findings.length}
            isChosen={rule === group.rule}
            onChoose={() => patch({ rule: rule === group.rule ? null : group.rule })}
          />
        ))}
      </fieldset>
      <div className={stretch === null ? 'beside' : 'beside with-source'}>
        <div>
          {shown.length === 0 && <Nothing title={own.nothingOfRule} />}
          {shown.map((group) => (
            <section key={group.rule} className="rule-group">
              <header>
                <h2>{own.byRule[group.rule]?.title ?? group.rule}</h2>
                <code className="aside">{group.rule}</code>
              </header>
              <p className="note">{own.byRule[group.rule]?.why ?? group.title}</p>
              {group.findings.map((finding) => (
                <FindingCard
                  key={finding.id}
                  finding={finding}
                  plan={plan.id}
                  stretch={stretch}
                  onChoose={choose}
                />
              ))}
            </section>
          ))}
        </div>
        {stretch !== null && (
          <div className="source-beside">
            <button type="button" className="quiet close-source" onClick={() => choose(null)}>
              {own.closeSource}
            </button>
            <SourcePane
              plan={plan}
              stretch={stretch}
              address={permanentAddress(`/plans/${encodeURIComponent(plan.id)}/text`, stretch)}
            />
          </div>
        )}
      </div>
    </>
  );
}

interface RuleButtonProps {
  title: string;
  count: number;
  isChosen: boolean;
  onChoose: () => void;
}

function RuleButton({ title, count, isChosen, onChoose }: RuleButtonProps) {
  return (
    <button type="button" className="pick" aria-pressed={isChosen} onClick={onChoose}>
      {title} <span className="pick-count">{count}</span>
    </button>
  );
}

/** What was noticed while a plan was read, beside its source, and the facts to confirm, correct or reject. */
import { Segmented } from 'antd';
import { useMemo } from 'react';
import { useLocation } from 'react-router';
import { PlanDiagnosticsDocument, ReviewFactsDocument } from '../../api/generated/graphql';
import { useAsk, usePages } from '../../api/hooks';
import { DiagnosticsList } from '../../components/diagnostics';
import { KeyBox } from '../../components/key-box';
import { type OutlinedPlan, OutlineOf } from '../../components/outline-of';
import { permanentAddress, SourcePane } from '../../components/source-pane';
import { Failure, Loading } from '../../components/states';
import { useTitle } from '../../components/title';
import { useApiLanguage, useOwnWords, useWords } from '../../i18n';
import { type AddressState, useAddress } from '../../lib/address';
import { formatStretch, parseStretch, type Range } from '../../lib/text';
import { CorrectionsList } from './corrections-list';
import { FactsHere } from './facts-here';
import { HeadFacts } from './head-facts';
import { TasksList } from './tasks-list';
import '../../styles/work.css';
import { WORDS } from './words';

const TABS = ['questions', 'tasks', 'head', 'corrections'] as const;

/** A plan of more tasks is checked as far as this, and the page says so. */
const MOST_TASKS = 5000;

export function ReviewView() {
  const own = useOwnWords(WORDS);
  const address = useAddress();
  useTitle(own.reviewTitle);
  return <OutlineOf>{(plan) => <OfPlan key={plan.id} plan={plan} address={address} />}</OutlineOf>;
}

interface OfPlanProps {
  plan: OutlinedPlan;
  address: AddressState;
}

function OfPlan({ plan, address }: OfPlanProps) {
  const words = useWords();
  const own = useOwnWords(WORDS);
  const { pathname } = useLocation();
  const { get, patch } = address;
  const language = useApiLanguage();
  const diagnostics = useAsk(PlanDiagnosticsDocument, { by: { id: plan.id }, language });
  const facts = usePages(ReviewFactsDocument, { plan: plan.id, first: 100 }, (answer) => answer.tasks, {
    keep: true,
    upTo: MOST_TASKS,
  });
  const tab = TABS.find((one) => one === get('tab')) ?? 'questions';
  const chosen = parseStretch(get('char'));
  const first = diagnostics.data?.plan?.diagnostics.find(({ span }) => span !== null)?.span;
  const stretch = useMemo<Range>(() => chosen ?? first ?? { start: 0, end: 1 }, [chosen, first]);
  const choose = (range: Range) => patch({ char: formatStretch(range) }, { replace: true });
  return (
    <div className="review-view">
      <header className="view-head">
        <h1>{own.reviewTitle}</h1>
        <span className="total">{plan.title}</span>
      </header>
      <KeyBox role={words.keyRoles.CURATE ?? ''} />
      <div className="review-columns">
        <section className="review-list" aria-label={own.openQuestions}>
          <Segmented
            aria-label={own.reviewTitle}
            value={tab}
            options={TABS.map((value) => ({ value, label: own.reviewTabs[value] }))}
            onChange={(value) => patch({ tab: value === 'questions' ? null : value })}
          />
          {tab === 'questions' &&
            (diagnostics.isPending ? (
              <Loading rows={8} />
            ) : diagnostics.isError ? (
              <Failure error={diagnostics.error} onRetry={() => void diagnostics.refetch()} />
            ) : (
              <DiagnosticsList
                diagnostics={diagnostics.data.plan?.diagnostics ?? []}
                address={address}
                stretch={stretch}
                onChoose={choose}
              />
            ))}
          {tab === 'tasks' && (
            <TasksList facts={facts} address={address} stretch={stretch} onChoose={choose} />
          )}
          {tab === 'head' && <HeadFacts plan={plan} onChoose={choose} />}
          {tab === 'corrections' && <CorrectionsList plan={plan.id} address={address} />}
        </section>
        <FactsHere facts={facts} stretch={stretch} plan={plan.id} onChoose={choose} />
        <SourcePane
          plan={{ id: plan.id, sourceSha256: diagnostics.data?.plan?.sourceSha256 ?? plan.sourceSha256 }}
          stretch={stretch}
          address={`${permanentAddress(pathname, stretch)}&plan=${plan.id}`}
          onLine={choose}
        />
      </div>
    </div>
  );
}

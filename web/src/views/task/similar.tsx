/** Tasks that are like this one, and by which words. */
import { Link } from 'react-router';
import { SimilarTasksDocument } from '../../api/generated/graphql';
import { usePages } from '../../api/hooks';
import { Failure, Loading } from '../../components/states';
import { taskTitle } from '../../components/task-list';
import { useWords } from '../../i18n';
import { to } from '../../routes';

/** Shown at once; the others by a button. */
const FEW = 5;

/** Words that tell why; the rest weigh little. */
const TELLING = 6;

export function Similar({ task, plan, ownPlan }: { task: string; plan: string | null; ownPlan: string }) {
  const words = useWords();
  const similar = usePages(
    SimilarTasksDocument,
    // The picker narrows to the plan, as everywhere.
    { id: task, first: FEW, acrossPlans: plan === null },
    (answer) => {
      const found = answer.task?.similar;
      return {
        totalCount: found?.totalCount ?? 0,
        pageInfo: found?.pageInfo ?? { hasNextPage: false },
        nodes: found?.edges ?? [],
      };
    },
  );
  return (
    <section className="facts similar">
      <h2>{words.similarTasks}</h2>
      {similar.isPending && <Loading rows={3} />}
      {similar.isError && <Failure error={similar.error} onRetry={() => void similar.refetch()} />}
      {similar.isSuccess && similar.nodes.length === 0 && <p className="note">{words.noSimilar}</p>}
      <ul>
        {similar.nodes.map(({ node, likeness }) => (
          <li key={node.id}>
            <Link to={to.task(node.id, undefined, plan)}>{taskTitle(node)}</Link>{' '}
            <span className="aside">
              {node.plan.id === ownPlan ? '' : `${node.plan.title} · `}
              {node.chapter.title || words.noChapter} · {words.taskNumber(node.number)}
            </span>
            {likeness && (
              <p className="aside">
                {words.similarWhy(
                  [...new Set(likeness.terms.map(({ term }) => term))].slice(0, TELLING).join('、'),
                )}
              </p>
            )}
          </li>
        ))}
      </ul>
      {similar.hasNextPage && (
        <button
          type="button"
          className="quiet no-print"
          disabled={similar.isFetchingNextPage}
          onClick={() => void similar.fetchNextPage()}
        >
          {words.more}
        </button>
      )}
    </section>
  );
}

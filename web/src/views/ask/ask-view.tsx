/** A question in Chinese, its answer, what it rests on, and the query that gave it. */
import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { AskDocument, type AskQuery } from '../../api/generated/graphql';
import { useAsk } from '../../api/hooks';
import { Marked } from '../../components/marked';
import { QueryShown } from '../../components/query-shown';
import { Published } from '../../components/source-pane';
import { Failure, Loading } from '../../components/states';
import { useTitle } from '../../components/title';
import { RoleTag } from '../../components/unit-links';
import { useWords } from '../../i18n';
import { useAddress } from '../../lib/address';
import { cut, MOST_CHARACTERS } from '../../lib/typed';
import { addressOf, to } from '../../routes';
import './ask.css';

type Answer = AskQuery['ask'];
type Row = Answer['rows'][number];

export function AskView() {
  const words = useWords();
  const { get, patch, plan } = useAddress();
  const question = cut(get('q') ?? '');
  const [text, setText] = useState(question);
  // The way back leads to a question too.
  useEffect(() => setText(question), [question]);
  const answer = useAsk(
    AskDocument,
    { question, plans: plan === null ? null : [plan] },
    { enabled: question.trim() !== '', keep: true },
  );
  useTitle(question === '' ? words.askTitle : question);
  return (
    <div className="ask-view">
      <h1>{words.askTitle}</h1>
      <form
        className="ask-form"
        onSubmit={(event) => {
          event.preventDefault();
          patch({ q: text.trim() });
        }}
      >
        <Input
          size="large"
          aria-label={words.askLabel}
          placeholder={words.askPlaceholder}
          maxLength={MOST_CHARACTERS}
          allowClear
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button size="large" type="primary" htmlType="submit" disabled={text.trim() === ''}>
          {words.askButton}
        </Button>
      </form>
      <ul className="ask-examples" aria-label={words.examples}>
        {words.askExamples.map((example) => (
          <li key={example}>
            <Link to={to.ask({ q: example, plan })}>{example}</Link>
          </li>
        ))}
      </ul>
      {question.trim() !== '' && answer.isPending && <Loading />}
      {answer.isError && <Failure error={answer.error} onRetry={() => void answer.refetch()} />}
      {question.trim() !== '' && answer.data && <Answered answer={answer.data.ask} plan={plan} />}
    </div>
  );
}

function Answered({ answer, plan }: { answer: Answer; plan: string | null }) {
  const words = useWords();
  return (
    <section className="answer" aria-label={words.answer}>
      {(answer.understood.length > 0 || answer.notUnderstood.length > 0) && (
        <div className="understanding">
          <span className="understanding-title">{words.understood}</span>
          {answer.understood.map((term) => (
            <span key={`${term.range.start}-${term.text}`} className="chip chip-boost plain-chip">
              {term.isNegated && <b>{words.negated}</b>}
              {term.role && <RoleTag role={term.role} />}
              {term.text}
            </span>
          ))}
          {answer.notUnderstood.length > 0 && (
            <span className="aside">
              {words.notUnderstood}
              <Marked text={answer.question} ranges={answer.notUnderstood} />
            </span>
          )}
        </div>
      )}
      <p className="answer-summary">{answer.summary}</p>
      <ol className="answer-rows">
        {answer.rows.map((row) => (
          <li key={`${row.node?.id}-${row.text}`}>
            <RowLink row={row} plan={plan} />
            {row.evidence.length > 0 && (
              <p className="answer-evidence">
                <span className="aside">{words.evidence}</span>
                {row.evidence.slice(0, 3).map((span) => (
                  <Evidence key={span.start} span={span} row={row} plan={plan} />
                ))}
              </p>
            )}
          </li>
        ))}
      </ol>
      {answer.operation && <Operation operation={answer.operation} variables={answer.variables ?? null} />}
    </section>
  );
}

/** A quote; that of a task leads to its place in the source. */
function Evidence({ span, row, plan }: { span: Row['evidence'][number]; row: Row; plan: string | null }) {
  const words = useWords();
  const quote = (
    <q title={words.line(span.line)}>
      <Published text={span.quote} />
    </q>
  );
  return row.node?.__typename === 'Task' ? (
    <Link className="evidence-link" to={to.task(row.node.id, span, plan)}>
      {quote}
    </Link>
  ) : (
    quote
  );
}

/** A row leads to the thing that it is about; a task is opened at the row's evidence. */
function RowLink({ row, plan }: { row: Row; plan: string | null }) {
  const [first] = row.evidence;
  const address =
    row.node?.__typename === 'Task' ? to.task(row.node.id, first, plan) : addressOf(row.node ?? null, plan);
  return address === null ? <b>{row.text}</b> : <Link to={address}>{row.text}</Link>;
}

/** The operations that answers name, as schema/operations has them; loaded when somebody looks at one. */
const OPERATIONS = import.meta.glob<string>('../../../../schema/operations/*.graphql', {
  query: '?raw',
  import: 'default',
});

function Operation({ operation, variables }: { operation: string; variables: string | null }) {
  const words = useWords();
  const text = useQuery({
    queryKey: ['operation', operation],
    // One that is not in the repository is its own text.
    queryFn: async () =>
      (await OPERATIONS[`../../../../schema/operations/${operation}.graphql`]?.()) ?? operation,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return <QueryShown title={words.operationRun} query={text.data ?? operation} variables={variables} />;
}

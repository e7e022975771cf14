/** A GraphQL query to read, to copy, and to run. */
import { Button } from 'antd';
import { useWords } from '../i18n';
import { ideAddress } from '../lib/ide';
import { useCopy } from './copy';

interface QueryShownProps {
  title: string;
  query: string;
  /** As JSON; null for a query without any. */
  variables?: string | null;
}

export function QueryShown({ title, query, variables = null }: QueryShownProps) {
  const words = useWords();
  const [copy, said] = useCopy();
  return (
    <div className="query-shown no-print">
      <details>
        <summary>{title}</summary>
        <section className="query-text" tabIndex={0} aria-label={title}>
          <pre>{query}</pre>
        </section>
        {variables && (
          <>
            <h3>{words.variablesOf}</h3>
            <section className="query-text" tabIndex={0} aria-label={words.variablesOf}>
              <pre>{variables}</pre>
            </section>
          </>
        )}
        <Button size="small" onClick={() => copy(query)}>
          {words.copyOperation}
        </Button>{' '}
        <span className="aside" role="status">
          {said}
        </span>
      </details>
      <a className="query-ide" href={ideAddress(query, variables)}>
        {words.openIde}
      </a>
    </div>
  );
}

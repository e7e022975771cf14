/** What a view shows before, instead of, or without its content. */
import { Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { ApiError } from '../api/client';
import { useWords } from '../i18n';
import { useApiKey } from '../lib/api-key';
import { to } from '../routes';
import { KeyBox } from './key-box';
import { useTitle } from './title';

interface LoadingProps {
  rows?: number;
  /** Takes the room of a long list, so that what stands below it does not jump when it comes. */
  isTall?: boolean;
}

export function Loading({ rows = 6, isTall = false }: LoadingProps) {
  const words = useWords();
  return (
    <div className={isTall ? 'state tall' : 'state'} role="status" aria-label={words.loading}>
      <Skeleton active title paragraph={{ rows }} />
    </div>
  );
}

interface FailureProps {
  error: ApiError;
  onRetry?: () => void;
  /** Where one of the names leads that the server proposes. */
  linkTo?: (name: string) => string;
  /** Whether it stands for a whole view, and so bears its heading and names the window. */
  isView?: boolean;
}

/** What is answered to an address that names nothing. */
const NAMES_NOTHING = ['INVALID_ID', 'UNKNOWN_PLAN'];

/** A name that means nothing, or several things: asking again does not help, other names do. */
const NAMES_NOT_ONE = ['UNKNOWN_UNIT', 'UNKNOWN_CITY', 'AMBIGUOUS_NAME'];

export function Failure({ error, onRetry, linkTo, isView = false }: FailureProps) {
  const words = useWords();
  const key = useApiKey();
  if (NAMES_NOTHING.includes(error.code)) {
    return <NotFound isView={isView} />;
  }
  const Heading = isView ? 'h1' : 'h2';
  const said = words.errors[error.code] ?? words.errorOther(error.code);
  if (error.code === 'UNAUTHENTICATED') {
    return (
      <div className="state" role="alert">
        <Heading>{key === null ? words.keyToRead : said}</Heading>
        <KeyBox role={words.keyRoles.READ ?? ''} />
      </div>
    );
  }
  const isName = NAMES_NOT_ONE.includes(error.code);
  return (
    <div className={isName ? 'state' : 'state failure'} role="alert">
      {isView && isName && <Title title={said} />}
      <Heading>{isName ? said : words.failed}</Heading>
      {!isName && <p>{said}</p>}
      {linkTo && error.didYouMean.length > 0 && (
        <p>
          {words.didYouMean}
          {error.didYouMean.map((name) => (
            <Link key={name} className="choice" to={linkTo(name)}>
              {name}
            </Link>
          ))}
        </p>
      )}
      {linkTo && error.candidates.length > 0 && (
        <p>
          {words.candidates}
          {error.candidates.map(({ id, name }) => (
            <Link key={id} className="choice" to={linkTo(id)}>
              {name}
            </Link>
          ))}
        </p>
      )}
      {isName ? (
        <p>
          <Link to={to.search()}>{words.toSearch}</Link>
        </p>
      ) : (
        <details>
          <summary>{error.code}</summary>
          <code>{error.message}</code>
        </details>
      )}
      {onRetry && !isName && (
        <p>
          <Button onClick={onRetry}>{words.retry}</Button>
        </p>
      )}
    </div>
  );
}

export function Nothing({ title, children }: { title?: string; children?: ReactNode }) {
  const words = useWords();
  return (
    <div className="state nothing" role="status">
      <p className="nothing-title">{title ?? words.nothing}</p>
      {children}
    </div>
  );
}

/** Names the window where a view has nothing else to name it by. */
function Title({ title }: { title: string }) {
  useTitle(title);
  return null;
}

export function NotFound({ isView = true }: { isView?: boolean }) {
  const words = useWords();
  const Heading = isView ? 'h1' : 'h2';
  return (
    <div className="state nothing" role="alert">
      {isView && <Title title={words.notFound} />}
      <Heading className="nothing-title">{words.notFound}</Heading>
      <p>{words.notFoundHint}</p>
      <p>
        <Link to={to.search()}>{words.toSearch}</Link>
      </p>
    </div>
  );
}

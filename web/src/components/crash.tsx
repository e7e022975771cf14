import { useRouteError } from 'react-router';
import { useWords } from '../i18n';

/** A fault of ours; the page says so instead of going blank. */
export function Crash() {
  const words = useWords();
  const error = useRouteError();
  return (
    <main className="content state failure" role="alert">
      <h1>{words.failed}</h1>
      <code>{error instanceof Error ? error.message : String(error)}</code>
      <p>
        <a href="/">{words.toSearch}</a>
      </p>
    </main>
  );
}

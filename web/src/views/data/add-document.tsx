/** A document is dropped, read and reported on; only then is it kept. */
import { Button } from 'antd';
import { type DragEvent, useState } from 'react';
import { Link } from 'react-router';
import { ServerInfoDocument } from '../../api/generated/graphql';
import { useAsk } from '../../api/hooks';
import { KeyBox } from '../../components/key-box';
import { Refusal } from '../../components/refusal';
import { useOwnWords } from '../../i18n';
import { useApiKey } from '../../lib/api-key';
import { to } from '../../routes';
import { HeadForm, type TypedHead } from './head-form';
import { type Progress, useIngest } from './ingest';
import { manifestOf } from './manifest';
import { Report } from './report';
import { WORDS } from './words';

/** What the server can read. */
const FORMATS = '.txt,.md,.html,.htm,.docx,.pdf';

const STEPS = ['READING', 'ACCEPTING', 'STORING', 'INDEXING'];

const KEY_COMMAND = 'plangraph key create --role admin';

export function AddDocument({ onKept }: { onKept: (plan: string) => void }) {
  const own = useOwnWords(WORDS);
  const key = useApiKey();
  const server = useAsk(ServerInfoDocument, {});
  const { progress, choose, read, keep } = useIngest(onKept);
  // What is typed goes along with every reading and with what is kept, whether it was read with it before or not.
  const [head, setHead] = useState<TypedHead>({});
  const manifest = manifestOf(head);
  const { file, doing, report, plan, error } = progress;

  function take(chosen: File | undefined) {
    if (chosen) {
      setHead({});
      choose(chosen);
      if (key !== null) {
        read(chosen);
      }
    }
  }

  return (
    <section className="add-document" aria-labelledby="add-title">
      <h2 id="add-title">{own.addTitle}</h2>
      <p className="note">{own.addLead}</p>
      {server.data?.serverInfo.isReadOnly ? (
        <p className="read-only" role="status">
          {own.readOnly} <code>{KEY_COMMAND}</code>
          {own.readOnlyThen}
        </p>
      ) : (
        <>
          <KeyBox role={own.curator} />
          {plan === null && (
            <Drop isBusy={doing !== null} onFile={take}>
              {file && own.chosen(file.name, sizeOf(file, own))}
            </Drop>
          )}
          {doing !== null && <Steps progress={progress} />}
          <Refusal error={error} said={own.refusals} />
          {file && doing === null && report === null && (
            <p className="add-actions">
              <Button type="primary" disabled={key === null} onClick={() => read(file, { manifest })}>
                {own.readAgain}
              </Button>
            </p>
          )}
          {file && report && plan === null && (
            <>
              <Report report={report} />
              <HeadForm
                key={file.name}
                typed={head}
                isBusy={doing !== null}
                onType={setHead}
                onRead={() => read(file, { manifest })}
              />
              <p className="add-actions">
                <Button
                  type="primary"
                  disabled={doing !== null}
                  onClick={() => keep(file, { manifest, replace: error?.code === 'PLAN_EXISTS' })}
                >
                  {error?.code === 'PLAN_EXISTS' ? own.replace : own.keep}
                </Button>
                <Button disabled={doing !== null} onClick={() => choose(null)}>
                  {own.discard}
                </Button>
              </p>
            </>
          )}
          {plan && (
            <div className="kept" role="status">
              <p>{report?.stored ? own.kept(plan.title) : own.keptBefore(plan.title)}</p>
              {!report?.stored && manifest && <p className="note">{own.headLeft}</p>}
              <p className="inline-links">
                <Link to={to.chapters(plan.id)}>{own.readPlan}</Link>
                <Link to={to.findings({ plan: plan.id })}>{own.seeFindings}</Link>
                <button type="button" className="quiet" onClick={() => choose(null)}>
                  {own.addAnother}
                </button>
              </p>
            </div>
          )}
        </>
      )}
    </section>
  );
}

interface DropProps {
  isBusy: boolean;
  onFile: (file: File | undefined) => void;
  /** The file that is chosen. */
  children: string | null;
}

function Drop({ isBusy, onFile, children }: DropProps) {
  const own = useOwnWords(WORDS);
  const [isOver, setIsOver] = useState(false);
  function drop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    if (!isBusy) {
      onFile(event.dataTransfer.files[0]);
    }
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut to the field within, which every key reaches
    <div
      className={isOver ? 'drop over' : 'drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <label>
        <input
          type="file"
          className="visually-hidden"
          accept={FORMATS}
          disabled={isBusy}
          onChange={(event) => {
            onFile(event.target.files?.[0]);
            // The same file may be chosen again after it was changed.
            event.target.value = '';
          }}
        />
        <b>{children ?? own.drop}</b>
        <span className="aside">{children === null ? own.formats : own.another}</span>
      </label>
    </div>
  );
}

function Steps({ progress }: { progress: Progress }) {
  const own = useOwnWords(WORDS);
  const { doing, step } = progress;
  const at = STEPS.indexOf(step?.step ?? 'READING');
  const said = doing === 'keeping' ? own.keeping : own.reading;
  return (
    <div className="steps" role="status">
      <span>{said}</span>
      <progress aria-label={said} max={step?.total ?? STEPS.length} value={step?.done} />
      <ol>
        {STEPS.map((name, place) => (
          <li key={name} className={place < at ? 'past' : place === at ? 'now' : ''}>
            {own.steps[name]}
          </li>
        ))}
      </ol>
    </div>
  );
}

function sizeOf(file: File, own: (typeof WORDS)['zh']): string {
  const kibibytes = Math.max(1, Math.round(file.size / 1024));
  return kibibytes < 1024 ? own.kibibytes(kibibytes) : own.mebibytes(Math.round(kibibytes / 102.4) / 10);
}

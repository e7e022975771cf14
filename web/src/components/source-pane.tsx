/** The notice as published, scrolled to the line, with the exact characters of a fact marked. */
import { Button } from 'antd';
import { memo, useCallback, useEffect, useMemo, useRef } from 'react';
import { PlanSourceDocument, type PlanSourceQuery } from '../api/generated/graphql';
import { queryClient, useAsk } from '../api/hooks';
import { useWords } from '../i18n';
import { citation, today } from '../lib/citation';
import { fileLink } from '../lib/download';
import { formatStretch, type Line, linesOf, pieces, privateUsePieces, type Range, within } from '../lib/text';
import { useCopy } from './copy';
import { Failure, Loading, NotFound } from './states';

interface SourcePaneProps {
  /** The plan, and the digest that came with the facts: spans count in that text and in no other. */
  plan: { id: string; sourceSha256: string };
  stretch: Range;
  /** The address that brings somebody else to this very place. */
  address: string;
  /** Chooses a line by its number. */
  onLine?: (line: Range) => void;
}

export function SourcePane({ plan, stretch, address, onLine }: SourcePaneProps) {
  const words = useWords();
  const source = useAsk(
    PlanSourceDocument,
    { by: { id: plan.id } },
    { of: plan.sourceSha256, staleTime: Number.POSITIVE_INFINITY },
  );
  // Replaced after the facts were asked for: they are asked for anew, and bring the digest of this text.
  const isAnother = source.data?.plan != null && source.data.plan.sourceSha256 !== plan.sourceSha256;
  useEffect(() => {
    if (isAnother) {
      void queryClient.invalidateQueries();
    }
  }, [isAnother]);
  if (source.isPending || isAnother) {
    // In its frame, so that neither what stands below nor who was led here is moved when the text comes.
    return (
      <section className="source" aria-label={words.source}>
        <Loading rows={12} />
      </section>
    );
  }
  if (source.isError) {
    return <Failure error={source.error} onRetry={() => void source.refetch()} />;
  }
  if (source.data.plan === null) {
    return <NotFound isView={false} />;
  }
  return (
    <section className="source" aria-label={words.source}>
      <Text plan={source.data.plan} stretch={stretch} address={address} onLine={onLine} />
    </section>
  );
}

type Source = NonNullable<PlanSourceQuery['plan']>;

interface TextProps {
  plan: Source;
  stretch: Range;
  address: string;
  onLine: ((line: Range) => void) | undefined;
}

function Text({ plan, stretch, address, onLine }: TextProps) {
  const words = useWords();
  const [copy, said] = useCopy();
  const lines = useMemo(() => linesOf(plan.sourceText), [plan.sourceText]);
  const line = lines.find(({ end }) => stretch.start <= end)?.number ?? 1;
  const pane = useRef<HTMLElement>(null);
  const choose = useRef(onLine);
  choose.current = onLine;
  const canChoose = onLine !== undefined;
  // Lines are many and drawn once: what they call stays the same.
  const chooseLine = useCallback((one: Line) => choose.current?.({ start: one.start, end: one.end }), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another stretch may begin in the same line
  useEffect(() => {
    const container = pane.current;
    const mark = container?.querySelector('mark');
    if (container && mark) {
      // Twice: lines outside the view have only a supposed height until they come near it.
      for (let times = 0; times < 2; times += 1) {
        const below = mark.getBoundingClientRect().top - container.getBoundingClientRect().top;
        container.scrollTop += below - container.clientHeight / 3;
      }
    }
  }, [stretch.start, stretch.end, lines]);

  function cite() {
    copy(
      citation({
        issuer: plan.issuer?.name ?? null,
        title: plan.title,
        documentNumber: plan.documentNumber ?? null,
        issuedOn: plan.issuedOn ?? null,
        line,
        address,
        citedOn: today(),
      }),
    );
  }

  return (
    <>
      <header className="source-head">
        <h2>{words.source}</h2>
        <span className="source-line">{words.line(line)}</span>
        <span className="grow" />
        <Button size="small" title={words.citationHint} onClick={cite}>
          {words.citation}
        </Button>
        <Button size="small" onClick={() => copy(address)}>
          {words.permalink}
        </Button>
        <a className="source-original" {...fileLink(`/plans/${encodeURIComponent(plan.id)}/source`)}>
          {words.original}
        </a>
      </header>
      <p className="said" role="status">
        {said}
      </p>
      <section className="source-text" ref={pane} tabIndex={0} aria-label={plan.title}>
        {lines.map((one) => (
          <SourceLine
            key={one.number}
            line={one}
            start={stretch.start}
            end={stretch.end}
            onChoose={canChoose ? chooseLine : null}
          />
        ))}
      </section>
    </>
  );
}

interface SourceLineProps {
  line: Line;
  start: number;
  end: number;
  onChoose: ((line: Line) => void) | null;
}

const SourceLine = memo(
  function SourceLine({ line, start, end, onChoose }: SourceLineProps) {
    const words = useWords();
    const marked = within(line, { start, end });
    let at = 0;
    return (
      <p className={marked ? 'source-row here' : 'source-row'} id={`L${line.number}`}>
        {onChoose === null || line.end === line.start ? (
          <span className="source-number" aria-hidden="true">
            {line.number}
          </span>
        ) : (
          <button
            type="button"
            className="source-number"
            tabIndex={-1}
            aria-label={words.line(line.number)}
            onClick={() => onChoose(line)}
          >
            {line.number}
          </button>
        )}
        <span className="source-words">
          {pieces(line.text, marked ? [marked] : []).map((piece) => {
            const key = at;
            at += piece.text.length;
            return piece.isMarked ? (
              <mark key={key}>
                <Published text={piece.text} />
              </mark>
            ) : (
              <Published key={key} text={piece.text} />
            );
          })}
        </span>
      </p>
    );
  },
  (before, after) =>
    before.line === after.line &&
    before.onChoose === after.onChoose &&
    sameRange(
      within(before.line, { start: before.start, end: before.end }),
      within(after.line, { start: after.start, end: after.end }),
    ),
);

function sameRange(a: Range | null, b: Range | null): boolean {
  return a?.start === b?.start && a?.end === b?.end;
}

/** A text as published; characters of which a font shows nothing are made visible. */
export function Published({ text }: { text: string }) {
  const words = useWords();
  let at = 0;
  return privateUsePieces(text).map((part) => {
    const key = at;
    at += part.text.length;
    return part.codePoint === null ? (
      part.text
    ) : (
      <span key={key} className="private-use" title={words.privateUse(part.codePoint)}>
        {part.text}
      </span>
    );
  });
}

/** The address of a stretch, without what is only the reader's own. */
export function permanentAddress(path: string, stretch: Range): string {
  const address = new URL(path, window.location.href);
  address.search = new URLSearchParams({ char: formatStretch(stretch) }).toString();
  return address.href;
}

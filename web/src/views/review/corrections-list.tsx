/** What was put right in a plan: by whom, why, how it stands, and the way to take it back. */
import { Button, Input } from 'antd';
import { useState } from 'react';
import {
  type CorrectionState,
  CorrectionsDocument,
  type CorrectionsQuery,
  RevertCorrectionDocument,
} from '../../api/generated/graphql';
import { useChange, usePages } from '../../api/hooks';
import { FormEnd } from '../../components/form-end';
import { More } from '../../components/more';
import { Narrowing } from '../../components/narrowing';
import { Failure, Loading, Nothing } from '../../components/states';
import { useLanguage, useOwnWords, useWords } from '../../i18n';
import type { AddressState } from '../../lib/address';
import { fileLink } from '../../lib/download';
import { exportAddress } from '../../lib/export';
import { formatMoment } from '../../lib/format';
import { WORDS } from './words';

type Correction = CorrectionsQuery['corrections']['nodes'][number];

const STATES: readonly CorrectionState[] = ['APPLIED', 'CONTRADICTED', 'TARGET_GONE', 'REVERTED'];

export function CorrectionsList({ plan, address }: { plan: string; address: AddressState }) {
  const words = useWords();
  const own = useOwnWords(WORDS);
  const { get, patch } = address;
  const state = STATES.find((one) => one === get('state')) ?? null;
  const corrections = usePages(
    CorrectionsDocument,
    { plan, states: state === null ? null : [state], first: 50 },
    (answer) => answer.corrections,
    { keep: true },
  );
  const table = (format: 'csv' | 'xlsx') =>
    exportAddress('corrections', format, {
      plans: [plan],
      name: own.reviewTabs.corrections ?? '',
    });
  return (
    <>
      <div className="review-filters">
        <Narrowing
          label={words.filter}
          kinds={STATES}
          names={own.correctionStates}
          value={state}
          onChoose={(one) => patch({ state: one })}
        />
        {corrections.nodes.length > 0 &&
          (['csv', 'xlsx'] as const).map((format) => (
            <Button key={format} {...fileLink(table(format))} download>
              {format === 'csv' ? words.downloadCsv : words.downloadXlsx}
            </Button>
          ))}
      </div>
      {corrections.isPending && <Loading rows={5} />}
      {corrections.isError && (
        <Failure error={corrections.error} onRetry={() => void corrections.refetch()} />
      )}
      {corrections.isSuccess && corrections.nodes.length === 0 && <Nothing title={own.noCorrections} />}
      <ul className="review-items">
        {corrections.nodes.map((one) => (
          <li key={one.id}>
            <Item one={one} />
          </li>
        ))}
      </ul>
      {corrections.hasNextPage && <More of={corrections} />}
    </>
  );
}

function Item({ one }: { one: Correction }) {
  const { words, language } = useLanguage();
  const own = useOwnWords(WORDS);
  const [isOpen, setIsOpen] = useState(false);
  const isBad = one.state === 'CONTRADICTED' || one.state === 'TARGET_GONE';
  const value = [one.role && words.role[one.role], one.value].filter(Boolean).join(' ');
  return (
    <div className="review-item">
      <span className="review-item-head">
        <b>{own.corrections[one.kind]}</b>
        <span className={isBad ? 'flag severity-warning' : 'flag'}>{own.correctionStates[one.state]}</span>
        <span className="grow" />
        {one.state !== 'REVERTED' && !isOpen && (
          <Button size="small" aria-label={`${own.revert}：${one.subject}`} onClick={() => setIsOpen(true)}>
            {own.revert}
          </Button>
        )}
      </span>
      <span className="review-item-text">
        {one.subject}
        {value !== '' && <> → {value}</>}
      </span>
      <span className="aside">
        {one.reason} · {one.author} · {formatMoment(one.at, language)}
      </span>
      {one.contradictedBy && (
        <span className="aside">
          {own.contradictedBy(one.contradictedBy.author, one.contradictedBy.reason)}
        </span>
      )}
      {one.revertedAt && (
        <span className="aside">
          {own.revertedBy(one.revertedBy ?? '', formatMoment(one.revertedAt, language))}
          {one.revertReason}
        </span>
      )}
      {isOpen && <RevertForm correction={one.id} onClose={() => setIsOpen(false)} />}
    </div>
  );
}

function RevertForm({ correction, onClose }: { correction: string; onClose: () => void }) {
  const own = useOwnWords(WORDS);
  const [reason, setReason] = useState('');
  const revert = useChange(RevertCorrectionDocument, {
    faults: (answer) => answer.revertCorrection.userErrors,
    onDone: onClose,
  });
  return (
    <form
      className="entry-form"
      onSubmit={(event) => {
        event.preventDefault();
        revert.mutate({ input: { correction, reason: reason.trim() } });
      }}
    >
      <Input
        aria-label={own.reason}
        placeholder={own.reason}
        maxLength={10_000}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <FormEnd
        error={revert.error}
        isComplete={reason.trim() !== ''}
        isPending={revert.isPending}
        action={own.revert}
        onClose={onClose}
      />
    </form>
  );
}

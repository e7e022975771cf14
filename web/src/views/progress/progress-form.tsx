/** A report on a task: how it stands and what was done. */
import { Button, Input, Select } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { useEffect, useRef } from 'react';
import { type ProgressStatus, RecordProgressDocument } from '../../api/generated/graphql';
import { useChange } from '../../api/hooks';
import { FormEnd } from '../../components/form-end';
import { useOwnWords, useWords } from '../../i18n';
import { keptDraft, useDraft } from '../../lib/draft';
import { STATUSES } from './standing';
import { WORDS } from './words';

/** What the API takes. */
const LONGEST_TEXT = 10_000;

interface ProgressFormProps {
  task: string;
  unit: string;
  year: number;
  /** What the newest report says; null when there is none. */
  status: ProgressStatus | null;
  onClose: () => void;
}

/** What a report that is being written is kept under. */
const nameOf = ({ task, unit, year }: Pick<ProgressFormProps, 'task' | 'unit' | 'year'>) =>
  `report ${unit} ${task} ${year}`;

export function isBeingWritten(report: Pick<ProgressFormProps, 'task' | 'unit' | 'year'>): boolean {
  return keptDraft(nameOf(report)) !== null;
}

export function ProgressForm({ task, unit, year, status, onClose }: ProgressFormProps) {
  const words = useWords();
  const own = useOwnWords(WORDS);
  const { draft, change, clear, isEmpty } = useDraft(nameOf({ task, unit, year }), {
    how: status ?? 'ON_TRACK',
    text: '',
    attachment: '',
  });
  const { how, text, attachment } = draft;
  // The button that opened the form is gone: the keyboard goes on in the form.
  const box = useRef<TextAreaRef>(null);
  useEffect(() => box.current?.focus(), []);
  const report = useChange(RecordProgressDocument, {
    faults: (answer) => answer.recordProgress.userErrors,
    onDone: () => {
      clear();
      onClose();
    },
  });
  return (
    <form
      className="entry-form no-print"
      onSubmit={(event) => {
        event.preventDefault();
        const attachmentUrl = attachment.trim() === '' ? null : attachment.trim();
        report.mutate({ input: { task, unit, year, status: how, text: text.trim(), attachmentUrl } });
      }}
    >
      <Select
        aria-label={own.status}
        value={how}
        options={STATUSES.map((one) => ({ value: one, label: words.statuses[one] }))}
        onChange={(one) => change({ how: one })}
      />
      <Input.TextArea
        aria-label={own.reportText}
        placeholder={own.reportText}
        ref={box}
        rows={4}
        maxLength={LONGEST_TEXT}
        value={text}
        onChange={(event) => change({ text: event.target.value })}
      />
      <Input
        type="url"
        aria-label={own.attachmentUrl}
        placeholder={own.attachmentUrl}
        value={attachment}
        onChange={(event) => change({ attachment: event.target.value })}
      />
      <FormEnd
        error={report.error}
        isComplete={text.trim() !== ''}
        isPending={report.isPending}
        action={own.submit}
      >
        <Button onClick={onClose}>{own.setAside}</Button>
        {!isEmpty && (
          <Button
            danger
            onClick={() => {
              clear();
              onClose();
            }}
          >
            {own.discardDraft}
          </Button>
        )}
      </FormEnd>
    </form>
  );
}

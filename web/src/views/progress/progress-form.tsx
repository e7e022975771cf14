/** A report on a task: how it stands and what was done. */
import { Input, Select } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { useEffect, useRef, useState } from 'react';
import { type ProgressStatus, RecordProgressDocument } from '../../api/generated/graphql';
import { useChange } from '../../api/hooks';
import { FormEnd } from '../../components/form-end';
import { useOwnWords, useWords } from '../../i18n';
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

export function ProgressForm({ task, unit, year, status, onClose }: ProgressFormProps) {
  const words = useWords();
  const own = useOwnWords(WORDS);
  const [how, setHow] = useState<ProgressStatus>(status ?? 'ON_TRACK');
  const [text, setText] = useState('');
  const [attachment, setAttachment] = useState('');
  // The button that opened the form is gone: the keyboard goes on in the form.
  const box = useRef<TextAreaRef>(null);
  useEffect(() => box.current?.focus(), []);
  const report = useChange(RecordProgressDocument, {
    faults: (answer) => answer.recordProgress.userErrors,
    onDone: onClose,
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
        onChange={setHow}
      />
      <Input.TextArea
        aria-label={own.reportText}
        placeholder={own.reportText}
        ref={box}
        rows={4}
        maxLength={LONGEST_TEXT}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Input
        type="url"
        aria-label={own.attachmentUrl}
        placeholder={own.attachmentUrl}
        value={attachment}
        onChange={(event) => setAttachment(event.target.value)}
      />
      <FormEnd
        error={report.error}
        isComplete={text.trim() !== ''}
        isPending={report.isPending}
        action={own.submit}
        onClose={onClose}
      />
    </form>
  );
}

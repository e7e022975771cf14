/** What is known of a document from outside its text. */
import { Button, Input } from 'antd';
import type { PlanManifestInput } from '../../api/generated/graphql';
import { useOwnWords, useWords } from '../../i18n';
import { WORDS } from './words';

/** What was typed, field by field. */
export type TypedHead = Readonly<Record<string, string>>;

interface HeadFormProps {
  typed: TypedHead;
  isBusy: boolean;
  onType: (typed: TypedHead) => void;
  onRead: () => void;
}

export function HeadForm({ typed, isBusy, onType, onRead }: HeadFormProps) {
  const words = useWords();
  const own = useOwnWords(WORDS);
  const fields: [keyof PlanManifestInput, string, 'text' | 'date' | 'number'][] = [
    ['title', own.title, 'text'],
    ['documentNumber', words.documentNumber, 'text'],
    ['issuer', words.issuer, 'text'],
    ['issuedOn', words.issuedOn, 'date'],
    ['region', own.region, 'text'],
    ['periodStart', own.periodStart, 'number'],
    ['periodEnd', own.periodEnd, 'number'],
  ];
  return (
    <details className="head-form">
      <summary>{own.more}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onRead();
        }}
      >
        <p className="note">{own.moreHint}</p>
        <div className="head-fields">
          {fields.map(([name, label, type]) => (
            <div key={name}>
              <span aria-hidden="true">{label}</span>
              <Input
                type={type}
                aria-label={label}
                value={typed[name] ?? ''}
                onChange={(event) => onType({ ...typed, [name]: event.target.value })}
              />
            </div>
          ))}
        </div>
        <Button htmlType="submit" disabled={isBusy}>
          {own.readWithThese}
        </Button>
      </form>
    </details>
  );
}

/** What is known of a document from outside its text. */
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { PlanManifestInput } from '../../api/generated/graphql';
import { useOwnWords, useWords } from '../../i18n';
import { manifestOf } from './manifest';
import { WORDS } from './words';

interface HeadFormProps {
  isBusy: boolean;
  onRead: (manifest: PlanManifestInput | null) => void;
}

export function HeadForm({ isBusy, onRead }: HeadFormProps) {
  const words = useWords();
  const own = useOwnWords(WORDS);
  const [typed, setTyped] = useState<Record<string, string>>({});
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
          onRead(manifestOf(typed));
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
                onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
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

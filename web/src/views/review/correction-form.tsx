/** A correction before it is signed: what is to be made of a fact, and why. */
import { Input, Select } from 'antd';
import { useState } from 'react';
import {
  ApplyCorrectionDocument,
  type CorrectionKind,
  type HeadField,
  type Role,
  UnitListDocument,
} from '../../api/generated/graphql';
import { useAsk, useChange } from '../../api/hooks';
import { FormEnd } from '../../components/form-end';
import { useOwnWords, useWords } from '../../i18n';
import { WORDS } from './words';

/** What somebody wants to say of a fact. */
export interface Asked {
  kind: CorrectionKind;
  target: string;
  /** What the target is, in words. */
  subject: string;
  /** The role as read. */
  role?: Role;
  /** The fact beside which the form opens, when the target is a unit, which stands in many. */
  at?: string;
  /** What was read is right: it is signed as it is. */
  isConfirmed?: boolean;
  /** The value as read. */
  value?: string;
  /** Which part of the head it is. */
  headField?: HeadField;
}

const ROLES: readonly Role[] = ['LEAD', 'RESPONSIBLE', 'SUPPORTING'];

/** What can be said of a unit. */
const OF_UNITS: readonly CorrectionKind[] = ['ADD_ALIAS', 'RENAME_UNIT', 'MERGE_UNITS', 'SPLIT_UNIT'];

const WITH_ROLE: readonly CorrectionKind[] = ['SET_ROLE', 'ADD_ASSIGNMENT'];
const WITH_VALUE: readonly CorrectionKind[] = [
  'ADD_ALIAS',
  'RENAME_UNIT',
  'SPLIT_UNIT',
  'ADD_ASSIGNMENT',
  'SET_HEAD',
];

export function CorrectionForm({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  const words = useWords();
  const own = useOwnWords(WORDS);
  const [kind, setKind] = useState(asked.kind);
  const [role, setRole] = useState<Role>(asked.role ?? 'RESPONSIBLE');
  const [value, setValue] = useState(asked.value ?? '');
  const [others, setOthers] = useState<string[]>([]);
  const [reason, setReason] = useState(asked.isConfirmed ? own.confirmReason : '');
  const apply = useChange(ApplyCorrectionDocument, {
    faults: (answer) => answer.applyCorrection.userErrors,
    onDone: onClose,
  });
  const hasRole = WITH_ROLE.includes(kind);
  const hasValue = WITH_VALUE.includes(kind);
  const hasOthers = kind === 'MERGE_UNITS';
  const isComplete =
    reason.trim() !== '' && (!hasValue || value.trim() !== '') && (!hasOthers || others.length > 0);
  return (
    <form
      className="entry-form"
      aria-label={own.corrections[kind]}
      onSubmit={(event) => {
        event.preventDefault();
        apply.mutate({
          input: {
            kind,
            target: asked.target,
            reason: reason.trim(),
            ...(hasRole ? { role } : {}),
            ...(hasValue ? { value: value.trim() } : {}),
            ...(hasOthers ? { others } : {}),
            ...(asked.headField ? { headField: asked.headField } : {}),
          },
        });
      }}
    >
      <p>
        <b>{asked.isConfirmed ? own.confirm : own.corrections[kind]}</b>{' '}
        <span className="aside">{asked.subject}</span>
      </p>
      {OF_UNITS.includes(kind) && (
        <Select
          aria-label={own.aboutName}
          value={kind}
          options={OF_UNITS.map((one) => ({ value: one, label: own.corrections[one] }))}
          onChange={setKind}
        />
      )}
      {hasValue && (
        <Input
          aria-label={own.correctionValues[kind]}
          placeholder={own.correctionValues[kind]}
          value={value}
          onChange={(event) => setValue(event.target.value)}
        />
      )}
      {hasRole && !asked.isConfirmed && (
        <Select
          aria-label={own.roleLabel}
          value={role}
          options={ROLES.map((one) => ({ value: one, label: words.role[one] }))}
          onChange={setRole}
        />
      )}
      {hasOthers && <UnitsPicker except={asked.target} chosen={others} onChange={setOthers} />}
      <Input
        aria-label={own.reason}
        placeholder={own.reason}
        maxLength={10_000}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <FormEnd
        error={apply.error}
        isComplete={isComplete}
        isPending={apply.isPending}
        action={own.sign}
        onClose={onClose}
      />
    </form>
  );
}

interface UnitsPickerProps {
  except: string;
  chosen: string[];
  onChange: (units: string[]) => void;
}

function UnitsPicker({ except, chosen, onChange }: UnitsPickerProps) {
  const own = useOwnWords(WORDS);
  const [text, setText] = useState('');
  const units = useAsk(
    UnitListDocument,
    { filter: text.trim() === '' ? {} : { text: text.trim() }, first: 20 },
    { keep: true },
  );
  return (
    <Select
      mode="multiple"
      className="wide-picker"
      aria-label={own.correctionValues.MERGE_UNITS}
      placeholder={own.correctionValues.MERGE_UNITS}
      showSearch={{ filterOption: false, onSearch: setText }}
      value={chosen}
      options={(units.data?.units.nodes ?? [])
        .filter(({ id }) => id !== except)
        .map(({ id, name }) => ({ value: id, label: name }))}
      onChange={onChange}
    />
  );
}

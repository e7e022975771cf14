/** The units of a task, by role, as links. */
import { useState } from 'react';
import { Link } from 'react-router';
import type { Basis, Role } from '../api/generated/graphql';
import { useWords } from '../i18n';
import { to } from '../routes';

export interface Assigned {
  role: Role;
  basis: Basis;
  unit: { id: string; name: string };
}

const ROLES: readonly Role[] = ['LEAD', 'RESPONSIBLE', 'SUPPORTING'];

/** How many units of a role are shown before somebody asks for all. */
const FEW = 8;

export function RoleTag({ role }: { role: Role }) {
  const words = useWords();
  return <span className={`role role-${role.toLowerCase()}`}>{words.role[role]}</span>;
}

export function UnitLinks({ assignments, plan }: { assignments: readonly Assigned[]; plan?: string | null }) {
  return (
    <div className="unit-links">
      {ROLES.map((role) => (
        <RoleRow key={role} role={role} assignments={assignments} plan={plan ?? null} />
      ))}
    </div>
  );
}

interface RoleRowProps {
  role: Role;
  assignments: readonly Assigned[];
  plan: string | null;
}

function RoleRow({ role, assignments, plan }: RoleRowProps) {
  const words = useWords();
  const [showsAll, setShowsAll] = useState(false);
  const leads = new Set(assignments.filter((one) => one.role === 'LEAD').map((one) => one.unit.id));
  const units = new Map<string, string>();
  for (const one of assignments) {
    // The list of responsible units often repeats the lead.
    if (one.role === role && (role === 'LEAD' || !leads.has(one.unit.id))) {
      units.set(one.unit.id, one.unit.name);
    }
  }
  if (units.size === 0) {
    return null;
  }
  const shown = showsAll ? units.size : FEW;
  return (
    <p className="role-row">
      <RoleTag role={role} />{' '}
      {[...units].map(([id, name], index) =>
        index < shown ? (
          <Link key={id} className="unit-link" to={to.unit(id, plan)}>
            {name}
          </Link>
        ) : (
          <span key={id} className="unit-link on-paper">
            {name}
          </span>
        ),
      )}
      {units.size > shown && (
        <button
          type="button"
          className="quiet no-print"
          aria-label={words.moreUnits(units.size - shown)}
          onClick={() => setShowsAll(true)}
        >
          +{units.size - shown}
        </button>
      )}
    </p>
  );
}

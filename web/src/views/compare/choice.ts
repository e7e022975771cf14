/** Which two plans are compared, and what of it is shown, as the address says. */
import type { ChangeKind, CompareOverviewQuery } from '../../api/generated/graphql';
import type { AddressState } from '../../lib/address';

export type Overview = CompareOverviewQuery['comparePlans'];

/** In the order in which they are offered, with the count of each in an overview. */
export const KINDS: readonly [ChangeKind, (overview: Overview) => number][] = [
  ['KEPT', ({ kept }) => kept.totalCount],
  ['NEW', (overview) => overview.new.totalCount],
  ['DROPPED', ({ dropped }) => dropped.totalCount],
  ['LEAD_CHANGED', ({ leadChanged }) => leadChanged.totalCount],
  ['PARTNER_ADDED', ({ partnerAdded }) => partnerAdded.totalCount],
  ['PARTNER_REMOVED', ({ partnerRemoved }) => partnerRemoved.totalCount],
  ['TARGET_RAISED', ({ targetRaised }) => targetRaised.totalCount],
  ['TARGET_LOWERED', ({ targetLowered }) => targetLowered.totalCount],
  ['TEXT_CHANGED', ({ textChanged }) => textChanged.totalCount],
];

export interface Pair {
  base: string | null;
  target: string | null;
}

interface Dated {
  id: string;
  issuedOn: string | null;
}

/**
 * The plans of the address; where it names none, the plan that the reader stands on or the oldest is the base, and the
 * next one is held against it.
 */
export function pairOf(address: Pick<AddressState, 'get' | 'plan'>, plans: readonly Dated[]): Pair {
  const named = { base: address.get('base'), target: address.get('target') };
  const byAge = [...plans].sort((a, b) => (a.issuedOn ?? '').localeCompare(b.issuedOn ?? ''));
  const free = byAge.filter(({ id }) => id !== named.base && id !== named.target);
  const own = free.find(({ id }) => id === address.plan);
  const base = named.base ?? (own ?? free[0])?.id ?? null;
  const target = named.target ?? free.find(({ id }) => id !== base)?.id ?? null;
  return { base, target };
}

/** The kinds of the address that there are. */
export function kindsOf(values: readonly string[]): ChangeKind[] {
  return KINDS.map(([kind]) => kind).filter((kind) => values.includes(kind));
}

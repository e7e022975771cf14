import type { PlanManifestInput } from '../../api/generated/graphql';
import { numberOf } from '../../lib/address';

/** The fields that somebody has filled in; null when none is. */
export function manifestOf(typed: Readonly<Record<string, string>>): PlanManifestInput | null {
  const text = (name: string) => typed[name]?.trim() || null;
  const manifest: PlanManifestInput = {
    title: text('title'),
    documentNumber: text('documentNumber'),
    issuer: text('issuer'),
    issuedOn: text('issuedOn'),
    region: text('region'),
    periodStart: numberOf(text('periodStart')),
    periodEnd: numberOf(text('periodEnd')),
  };
  return Object.values(manifest).every((value) => value === null) ? null : manifest;
}

/** What a part has to rest on to count: in numbers of tasks, and for who has to report. */
import type { Basis } from '../api/generated/graphql';

/** The same as `Basis::COUNTED` of the server. */
export const COUNTING: readonly Basis[] = ['STATED', 'RULE', 'CORRECTED'];

/** A document on its way: read and reported, then kept or not. */
import { useReducer, useRef } from 'react';
import { ApiError, ask } from '../../api/client';
import {
  IngestPlanDocument,
  type IngestPlanMutation,
  IngestProgressDocument,
  type IngestProgressSubscription,
  type PlanManifestInput,
} from '../../api/generated/graphql';
import { queryClient } from '../../api/hooks';
import { listen } from '../../api/listen';
import { useApiLanguage } from '../../i18n';

type Report = NonNullable<IngestPlanMutation['ingestPlan']['report']>;
export type Step = Pick<IngestProgressSubscription['ingestProgress'], 'step' | 'done' | 'total'>;

/** Where a document is. */
export interface Progress {
  file: File | null;
  /** What is being done; null while nothing is. */
  doing: 'reading' | 'keeping' | null;
  /** How far it is. */
  step: Step | null;
  /** What was read. */
  report: Report | null;
  /** The plan that it has become. */
  plan: { id: string; title: string } | null;
  error: ApiError | null;
}

export const NOTHING: Progress = {
  file: null,
  doing: null,
  step: null,
  report: null,
  plan: null,
  error: null,
};

type Happening =
  | { is: 'chosen'; file: File | null }
  | { is: 'begun'; doing: 'reading' | 'keeping' }
  | { is: 'step'; step: Step }
  | { is: 'done'; answer: IngestPlanMutation['ingestPlan'] }
  | { is: 'failed'; error: ApiError };

export function after(before: Progress, happening: Happening): Progress {
  switch (happening.is) {
    case 'chosen':
      return { ...NOTHING, file: happening.file };
    case 'begun':
      return { ...before, doing: happening.doing, step: null, error: null };
    case 'step':
      // The last step is told by the answer itself, with what came of it.
      return before.doing === null ? before : { ...before, step: happening.step };
    case 'done': {
      const { plan, report, userErrors } = happening.answer;
      const [fault] = userErrors;
      const ended = { ...before, doing: null, step: null };
      return fault
        ? { ...ended, error: new ApiError(fault.code, fault.message) }
        : { ...ended, report: report ?? before.report, plan: plan ?? null };
    }
    case 'failed':
      return { ...before, doing: null, step: null, error: happening.error };
  }
}

interface Wishes {
  manifest?: PlanManifestInput | null;
  replace?: boolean;
}

export function useIngest(onKept: (plan: string) => void) {
  const language = useApiLanguage();
  const [progress, dispatch] = useReducer(after, NOTHING);
  // Only what was begun last is heard of.
  const last = useRef(0);

  async function run(file: File, keeps: boolean, { manifest = null, replace = false }: Wishes) {
    last.current += 1;
    const own = last.current;
    const tell = (happening: Happening) => {
      if (own === last.current) {
        dispatch(happening);
      }
    };
    tell({ is: 'begun', doing: keeps ? 'keeping' : 'reading' });
    const jobId = secret();
    const listening = new AbortController();
    // Not to hear how far it is harms nothing.
    listen(
      IngestProgressDocument,
      { jobId },
      ({ ingestProgress }) => tell({ is: 'step', step: ingestProgress }),
      listening.signal,
    ).catch(() => {});
    try {
      const contentBase64 = await base64(file);
      const input = { name: file.name, contentBase64, dryRun: !keeps, replace, manifest, jobId };
      const { ingestPlan } = await ask(IngestPlanDocument, { input, language });
      tell({ is: 'done', answer: ingestPlan });
      if (keeps && ingestPlan.plan) {
        onKept(ingestPlan.plan.id);
        await queryClient.invalidateQueries();
      }
    } catch (error) {
      tell({ is: 'failed', error: error instanceof ApiError ? error : new ApiError('INTERNAL', `${error}`) });
    } finally {
      listening.abort();
    }
  }

  return {
    progress,
    choose: (file: File | null) => {
      last.current += 1;
      dispatch({ is: 'chosen', file });
    },
    read: (file: File, wishes: Wishes = {}) => void run(file, false, wishes),
    keep: (file: File, wishes: Wishes = {}) => void run(file, true, wishes),
  };
}

/** A name that nobody guesses. */
function secret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function base64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(new ApiError('UNREADABLE_FILE', String(reader.error)));
    reader.readAsDataURL(file);
  });
}

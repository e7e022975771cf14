/** Operations as hooks: cached, cancelled when outdated, the last answer kept on screen while the next one comes. */
import {
  keepPreviousData,
  QueryClient,
  type UseQueryResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
} from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { onKeyChange } from '../lib/api-key';
import { ApiError, ask } from './client';
import { NodePageDocument, type TypedDocumentString } from './generated/graphql';

/** Faults of the moment: the way to the server, its load, an index that is still following. Others are answered alike again. */
const PASSING = /^(UNREACHABLE|HTTP_5\d\d|TIMED_OUT|INDEX_BEHIND)$/;

/** Once more, when it may go better. */
const retry = (count: number, error: Error) =>
  count < 1 && error instanceof ApiError && PASSING.test(error.code);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      refetchOnWindowFocus: false,
      retry,
      retryDelay: 300,
    },
  },
});

// What was refused for want of a key, or for a wrong one, is asked again with another.
onKeyChange(() => {
  void queryClient.refetchQueries({ type: 'active', predicate: ({ state }) => state.status === 'error' });
});

interface Options {
  enabled?: boolean;
  /** Shows the answer to the last variables until the next one is there. */
  keep?: boolean;
  /** What the answer belongs to besides its variables: with another it is asked for anew. */
  of?: string;
  staleTime?: number;
}

export function useAsk<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  options: Options = {},
): UseQueryResult<Result, ApiError> {
  return useQuery<Result, ApiError>({
    queryKey: [document.toString(), variables, ...(options.of === undefined ? [] : [options.of])],
    queryFn: ({ signal }) => ask(document, variables, signal),
    enabled: options.enabled ?? true,
    ...(options.keep ? { placeholderData: keepPreviousData as never } : {}),
    ...(options.staleTime === undefined ? {} : { staleTime: options.staleTime }),
  });
}

export interface InputFault {
  code: string;
  message: string;
}

interface ChangeOptions<Result> {
  /** Where an answer tells what is wrong with the input. */
  faults: (answer: Result) => readonly InputFault[];
  onDone?: (answer: Result) => void;
}

/** A mutation. What is wrong with the input and what the server refuses are told alike; after a change all is asked anew. */
export function useChange<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  { faults, onDone }: ChangeOptions<Result>,
) {
  return useMutation<Result, ApiError, Variables>({
    mutationFn: async (variables) => {
      const answer = await ask(document, variables);
      const [fault] = faults(answer);
      if (fault) {
        throw new ApiError(fault.code, fault.message);
      }
      return answer;
    },
    // The change is done when the server says so: what is read anew keeps no form waiting.
    onSuccess: (answer) => {
      onDone?.(answer);
      void queryClient.invalidateQueries();
    },
  });
}

export interface PageInfo {
  hasNextPage: boolean;
  endCursor?: string | null;
}

interface Connection<Node> {
  totalCount: number;
  pageInfo: PageInfo;
  nodes?: Node[];
}

/** A list: what asks for it, and `pick`, which finds the connection in an answer. */
interface List<Result, Variables, Found> {
  document: TypedDocumentString<Result, Variables>;
  variables: Omit<Variables, 'after'>;
  pick: (answer: Result) => Connection<Found>;
}

interface Paged {
  first?: number | null;
  after?: string | null;
}

function pagesOf<Result, Variables extends Paged, Found>({
  document,
  variables,
  pick,
}: List<Result, Variables, Found>) {
  return {
    queryKey: [document.toString(), variables, 'pages'],
    queryFn: ({ signal, pageParam }: { signal: AbortSignal; pageParam: string | null }) =>
      ask(document, { ...variables, after: pageParam } as Variables, signal),
    initialPageParam: null,
    getNextPageParam: (last: Result) => {
      const { pageInfo } = pick(last);
      return pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null;
    },
  };
}

/** Asks for the first page of a list that is about to be shown: the question is under way while the page is drawn. */
export function askAhead<Result, Variables extends Paged, Found>(list: List<Result, Variables, Found>): void {
  void queryClient.prefetchInfiniteQuery({ ...pagesOf(list), retry });
}

/** The pages of a list, one after the other. */
export function usePages<Result, Variables extends Paged, Found>(
  document: TypedDocumentString<Result, Variables>,
  variables: Omit<Variables, 'after'>,
  pick: (answer: Result) => Connection<Found>,
  options: Options & {
    /** Fetches page after page until this many items are there. */
    upTo?: number;
  } = {},
) {
  const query = useInfiniteQuery<Result, ApiError, { pages: Result[] }, unknown[], string | null>({
    ...pagesOf({ document, variables, pick }),
    enabled: options.enabled ?? true,
    ...(options.keep ? { placeholderData: keepPreviousData as never } : {}),
  });
  const pages = query.data?.pages;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `pick` is written anew at every call and always picks the same
  const nodes = useMemo(() => pages?.flatMap((page) => pick(page).nodes ?? []) ?? [], [pages]);
  const [firstPage] = pages ?? [];
  const totalCount = firstPage === undefined ? undefined : pick(firstPage).totalCount;
  const { fetchNextPage, hasNextPage, isFetchingNextPage, isError } = query;
  const wantsMore = nodes.length < (options.upTo ?? 0) && hasNextPage && !isFetchingNextPage && !isError;
  useEffect(() => {
    if (wantsMore) {
      void fetchNextPage();
    }
  }, [wantsMore, fetchNextPage]);
  return { ...query, nodes, totalCount, isComplete: query.isSuccess && !hasNextPage };
}

/** Names of things of which an address only has the ids. */
export function useNames(ids: readonly string[]): Map<string, string> {
  const wanted = [...new Set(ids)].sort().slice(0, 100);
  const { data } = useAsk(
    NodePageDocument,
    { ids: wanted },
    { enabled: wanted.length > 0, keep: true, staleTime: 600_000 },
  );
  const names = new Map<string, string>();
  for (const node of data?.nodes ?? []) {
    if (node && 'name' in node) {
      names.set(String(node.id), node.name);
    } else if (node && 'title' in node) {
      names.set(String(node.id), node.title);
    }
  }
  return names;
}

/** Sends the operations of schema/operations and turns what goes wrong into one kind of error. */
import { ClientError, GraphQLClient } from 'graphql-request';
import { keyHeaders } from '../lib/api-key';
import type { TypedDocumentString } from './generated/graphql';
import { isPartial, tellMissing } from './partial';

export interface Candidate {
  id: string;
  name: string;
}

/** What the server or the way to it did not do, with the code that schema/README.md lists. */
export class ApiError extends Error {
  readonly code: string;
  readonly didYouMean: readonly string[];
  readonly candidates: readonly Candidate[];
  /** A least weight with which a network is small enough. */
  readonly minWeight: number | null;

  constructor(
    code: string,
    message: string,
    didYouMean: readonly string[] = [],
    candidates: readonly Candidate[] = [],
    minWeight: number | null = null,
  ) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.didYouMean = didYouMean;
    this.candidates = candidates;
    this.minWeight = minWeight;
  }
}

let client: GraphQLClient | null = null;

/** Sends an operation, with the key that the reader has entered: readers may need one too. */
export async function ask<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Result> {
  client ??= new GraphQLClient(new URL('/graphql', window.location.href).href);
  try {
    return await client.request<Result>({
      document: document.toString(),
      variables: variables as object,
      signal,
      requestHeaders: keyHeaders(),
    });
  } catch (error) {
    if (error instanceof ClientError && isPartial(error.response)) {
      tellMissing(asApiError(error).code);
      return error.response.data as Result;
    }
    throw signal?.aborted ? error : asApiError(error);
  }
}

interface Extensions {
  code?: string;
  didYouMean?: string[];
  candidates?: Candidate[];
  minWeight?: number;
}

function asApiError(error: unknown): ApiError {
  if (error instanceof ClientError) {
    const [first] = error.response.errors ?? [];
    const extensions: Extensions = first?.extensions ?? {};
    return new ApiError(
      extensions.code ?? `HTTP_${error.response.status}`,
      first?.message ?? `HTTP ${error.response.status}`,
      extensions.didYouMean,
      extensions.candidates,
      extensions.minWeight,
    );
  }
  return new ApiError('UNREACHABLE', error instanceof Error ? error.message : String(error));
}

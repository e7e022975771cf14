/** Subscriptions over server-sent events. */
import { keyHeaders } from '../lib/api-key';
import { eventsOf } from '../lib/events';
import type { TypedDocumentString } from './generated/graphql';

/** Hears of every event until the subscription is over, or nobody listens any more. */
export async function listen<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  hear: (event: Result) => void,
  signal: AbortSignal,
): Promise<void> {
  const answer = await fetch('/graphql', {
    method: 'POST',
    headers: { accept: 'text/event-stream', 'content-type': 'application/json', ...keyHeaders() },
    body: JSON.stringify({ query: document.toString(), variables }),
    signal,
  });
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let waiting = '';
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    const { events, rest } = eventsOf(waiting + part.value);
    waiting = rest;
    for (const { event, data } of events) {
      const heard: { data?: Result | null } = event === 'next' ? JSON.parse(data) : {};
      if (heard.data) {
        hear(heard.data);
      }
    }
  }
}

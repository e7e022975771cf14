/** Server-sent events, as the distinct-connections mode of `graphql-sse` has them. */

export interface ServerEvent {
  event: string;
  data: string;
}

/** The events of a text that have come whole, and what is left of it. */
export function eventsOf(text: string): { events: ServerEvent[]; rest: string } {
  const blocks = text.replaceAll('\r\n', '\n').split('\n\n');
  const rest = blocks.pop() ?? '';
  const events = blocks.flatMap((block) => {
    let event = 'message';
    const data: string[] = [];
    for (const line of block.split('\n')) {
      const [, name, value = ''] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
      if (name === 'event') {
        event = value;
      } else if (name === 'data') {
        data.push(value);
      }
    }
    // A block of comments only keeps the line open.
    return data.length === 0 ? [] : [{ event, data: data.join('\n') }];
  });
  return { events, rest };
}

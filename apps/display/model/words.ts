/** A hub's word has some hundred bytes. What never ends is no word. */
const LIMIT_WORD = 8_192;

/**
 * Server-sent events (HTML standard, section 9.2), as far as a hub writes them: one `data` line an event, comments between them. `heard`: something
 * came at all. Throws where an event is too long; ends with the answer.
 */
export async function* readWords(answer: Response, heard: () => void): AsyncGenerator {
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) return;
  let text = '';
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    heard();
    text += read.value;
    const events = text.split('\n\n');
    text = events.pop() ?? '';
    if (text.length > LIMIT_WORD) throw new RangeError('an event without an end');
    for (const event of events) if (event.startsWith('data: ')) yield parsed(event.slice(6));
  }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

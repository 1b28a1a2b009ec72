/**
 * A strict reading of an iCalendar file by RFC 5545, written apart from what writes it: for tests. Whatever a lenient program would
 * forgive is an error here.
 */
export interface ReadEvent {
  readonly [name: string]: string;
}

export interface ReadCalendar {
  readonly properties: Readonly<Record<string, string>>;
  readonly events: readonly ReadEvent[];
}

const octets = (line: string) => new TextEncoder().encode(line).length;

/** §3.1: CRLF ends every line, none is longer than 75 octets, and a line that begins with a space goes on from the one before. */
const unfolded = (text: string): string[] => {
  if (!text.endsWith('\r\n')) throw new Error('the last line does not end');
  const lines = text.slice(0, -2).split('\r\n');
  for (const line of lines) {
    if (/[\r\n]/.test(line)) throw new Error(`a bare line break in ${line}`);
    if (octets(line) > 75) throw new Error(`more than 75 octets in ${line}`);
  }
  return lines.reduce<string[]>((all, line) => {
    if (!line.startsWith(' ')) return [...all, line];
    const before = all.at(-1);
    if (before === undefined) throw new Error('a line that goes on from nothing');
    return [...all.slice(0, -1), before + line.slice(1)];
  }, []);
};

/** §3.3.11: these four are escaped, and nothing else is. */
const unescaped = (value: string): string => {
  if (/(?<!\\)(?:\\\\)*[;,]/.test(value)) throw new Error(`an unescaped comma or semicolon in ${value}`);
  return value.replace(/\\(.)/g, (_, letter: string) => {
    if (letter === 'n' || letter === 'N') return '\n';
    if (!'\\;,'.includes(letter)) throw new Error(`a needless escape in ${value}`);
    return letter;
  });
};

const texts = new Set(['SUMMARY', 'DESCRIPTION', 'NAME', 'X-WR-CALNAME', 'UID']);
const times = new Set(['DTSTAMP', 'DTSTART', 'DTEND']);

const read = (line: string): readonly [string, string] => {
  const [, name, value] = /^([A-Z-]+)(?:;[A-Z-]+=[A-Za-z]+)*:(.*)$/.exec(line) ?? [];
  if (name === undefined || value === undefined) throw new Error(`not a property: ${line}`);
  if (times.has(name) && !/^\d{8}T\d{6}Z$/.test(value)) throw new Error(`not a time in UTC: ${line}`);
  return [name, texts.has(name) ? unescaped(value) : value];
};

const collect = (lines: readonly string[]): Record<string, string> => {
  const found: Record<string, string> = {};
  for (const [name, value] of lines.map(read)) {
    if (found[name] !== undefined) throw new Error(`${name} twice`);
    found[name] = value;
  }
  return found;
};

const needs = (what: Readonly<Record<string, string>>, ...names: readonly string[]) => {
  for (const name of names) if (what[name] === undefined) throw new Error(`${name} is missing`);
};

export const readCalendar = (text: string): ReadCalendar => {
  const lines = unfolded(text);
  if (lines[0] !== 'BEGIN:VCALENDAR' || lines.at(-1) !== 'END:VCALENDAR') throw new Error('not one calendar');
  const own: string[] = [];
  const events: ReadEvent[] = [];
  let open: string[] | undefined;
  for (const line of lines.slice(1, -1)) {
    if (line === 'BEGIN:VEVENT') {
      if (open !== undefined) throw new Error('an event inside an event');
      open = [];
    } else if (line === 'END:VEVENT') {
      const event = collect(open ?? []);
      needs(event, 'UID', 'DTSTAMP', 'DTSTART', 'DTEND', 'SUMMARY', 'SEQUENCE', 'STATUS');
      events.push(event);
      open = undefined;
    } else if (/^(?:BEGIN|END):/.test(line)) throw new Error(`an unknown part: ${line}`);
    else (open ?? own).push(line);
  }
  if (open !== undefined) throw new Error('an event without an end');
  const properties = collect(own);
  needs(properties, 'VERSION', 'PRODID');
  if (new Set(events.map(({ UID }) => UID)).size !== events.length) throw new Error('two events of one name');
  return { properties, events };
};

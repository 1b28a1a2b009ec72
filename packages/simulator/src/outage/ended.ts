import { readReceipt, type Receipt } from '@latchkey/protocol';
import { primitives } from '../people.ts';
import type { Household } from './household.ts';
import type { Ending } from './play-outage.ts';

/** Tries, from the moment that the server is there: one, and one more for each line that breaks. */
const MOST_TRIES = 4;
/** What a hub says in half an hour without anything to tell. */
const SMALL_TALK = 700;
const FILMS_AT_ONCE = 8;
/** Bytes of journal for each receipt of the hub's life, everything else included. */
const BYTES_A_RECEIPT = 1500;

/** The outage in figures, as it is half an hour after the server is back. */
export interface Ended {
  readonly receipts: number;
  readonly waited: number;
  readonly tries: number;
  readonly said: number;
  readonly journalBytes: number;
  readonly packed: number;
  readonly films: { readonly most: number; readonly refused: number };
  readonly doubts: readonly string[];
}

interface Return {
  /** Receipts that the server had when it came back. */
  readonly kept: number;
  readonly tries: number;
  readonly ending: Ending;
}

/** Looks at everything that has to be in order now; what is not is the household's `broken`. */
export function ended(home: Household, { kept, tries, ending }: Return): Ended {
  const { world, server } = home;
  const receipts = storyOf(home);
  const memory = world.hub?.core.memory;
  const loose = memory?.receipts.loose ?? 0;
  const whole: Ended = {
    receipts: receipts.length,
    waited: receipts.length - kept,
    tries,
    said: server.said,
    journalBytes: world.image().length,
    packed: receipts.length - loose,
    films: { most: server.shelf.most, refused: server.shelf.refusals },
    doubts: receipts.flatMap(({ event, detail }) => (event === 'log-doubted' ? [detail?.cause ?? ''] : [])),
  };
  const wrong = receiptsWrong(home, kept, receipts.length) ?? logWrong(whole, ending);
  if (wrong !== undefined) home.broken ??= { promise: 'P9', what: wrong };
  const loud = lineWrong(home, whole);
  if (loud !== undefined) home.broken ??= { promise: 'P15', what: loud };
  return whole;
}

function storyOf({ world }: Household): readonly Receipt[] {
  return [...(world.hub?.core.memory.receipts ?? [])].flatMap(({ bytes }) => {
    const read = readReceipt(primitives, bytes);
    return read.ok ? [read.link.claims] : [];
  });
}

function receiptsWrong({ server, anna }: Household, kept: number, upTo: number): string | undefined {
  const late = server.arrivals.findIndex((seq, at) => seq !== kept + 1 + at);
  if (late >= 0) return `receipt ${server.arrivals[late]} came where ${kept + 1 + late} was due`;
  if (server.receipts.size !== upTo) return `the server has ${server.receipts.size} of ${upTo} receipts`;
  return anna.story.seen.seq === upTo ? undefined : `Anna has verified ${anna.story.seen.seq} of ${upTo} receipts`;
}

/** A log that is another than it was is told to the household, under the hub's signature. */
function logWrong({ doubts }: Ended, ending: Ending): string | undefined {
  if (ending === 'all its data') return doubts.length === 0 ? undefined : `a whole log is doubted: ${doubts.join()}`;
  return doubts.length > 0 ? undefined : `nobody was told that the log of a server with ${ending} is another`;
}

function lineWrong({ server }: Household, { tries, said, waited, journalBytes, receipts }: Ended): string | undefined {
  if (tries > MOST_TRIES) return `${tries} connections for one return`;
  const most = waited + 3 * server.shelf.most + SMALL_TALK;
  if (said > most) return `${said} messages in half an hour, where ${most} would do`;
  if (server.filmsLeft !== 0 || server.shelf.films.size > 0)
    return `${server.shelf.films.size} films are still on the disk`;
  if (server.mostAtOnce > FILMS_AT_ONCE) return `${server.mostAtOnce} films at once`;
  return journalBytes > receipts * BYTES_A_RECEIPT
    ? `a journal of ${journalBytes} bytes for ${receipts} receipts`
    : undefined;
}

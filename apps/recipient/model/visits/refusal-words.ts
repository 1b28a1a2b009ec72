import { REASONS, sentence, type Language, type Refusal, type Sentence } from '@latchkey/protocol';

/** What this app knows about the visit a refusal belongs to; a receipt names only the reason. */
export interface RefusalContext {
  readonly door?: number;
  readonly fromS?: number;
  readonly toS?: number;
}

/**
 * A refusal's words for a member. A receipt names the bare reason: what the grant says fills in most of its data, and the few
 * reasons that speak of a figure only the hub knows have words without it.
 */
export const refusalWords = (
  said: { readonly reason: string },
  language: Language,
  time: (unixS: number) => string,
  context: RefusalContext = {},
): Sentence | undefined => {
  if (!(REASONS as readonly string[]).includes(said.reason)) return undefined;
  const bare = Object.keys(said).length === 1 ? withoutFigures[language][said.reason] : undefined;
  return bare ?? sentence({ ...fromContext(context), ...said } as Refusal, language, 'member', { time });
};

const fromContext = ({ door, fromS, toS }: RefusalContext) => ({
  link: 0,
  door: door ?? 0,
  beginsS: fromS ?? 0,
  endedS: toS ?? 0,
  voidUntilS: toS ?? 0,
  covers: 'visit' as const,
  uses: 1,
  occurrence: 0,
});

type Bare = Readonly<Partial<Record<string, Sentence>>>;

const withoutFigures: Record<Language, Bare> = {
  en: {
    'parcel-not-granted': { title: 'The courier showed another parcel than yours.', next: 'The door stayed shut.' },
    'not-fresh': {
      title: 'Your door had been out of touch for too long.',
      next: 'It lets visits in again once it hears from outside.',
    },
    'too-many-attempts': { title: 'A device tried too often.', next: 'It has to wait; others are not affected.' },
    'too-many-asks': { title: 'The door was asked too often at once.', next: 'Your own key is not affected.' },
  },
  de: {
    'parcel-not-granted': { title: 'Der Bote hatte ein anderes Paket als Ihres dabei.', next: 'Die Tür blieb zu.' },
    'not-fresh': {
      title: 'Ihre Tür war zu lange ohne Verbindung.',
      next: 'Sie lässt Besuche wieder zu, sobald sie von außen gehört hat.',
    },
    'too-many-attempts': {
      title: 'Ein Gerät hat es zu oft versucht.',
      next: 'Es muss warten; andere sind nicht betroffen.',
    },
    'too-many-asks': {
      title: 'Die Tür wurde zu oft auf einmal gefragt.',
      next: 'Ihr eigener Schlüssel ist nicht betroffen.',
    },
  },
};

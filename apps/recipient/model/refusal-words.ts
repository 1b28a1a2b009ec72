import { REASONS, sentence, type Language, type Refusal, type Sentence } from '@latchkey/protocol';

/** What this app knows about the visit a refusal belongs to; a receipt names only the reason. */
export interface RefusalContext {
  readonly door?: number;
  readonly fromS?: number;
  readonly toS?: number;
}

/** A refusal's words for a member. Receipts carry the bare reason: its data is filled in from what the grant says. */
export const refusalWords = (
  said: { readonly reason: string },
  language: Language,
  time: (unixS: number) => string,
  context: RefusalContext = {},
): Sentence | undefined => {
  if (!(REASONS as readonly string[]).includes(said.reason)) return undefined;
  if (said.reason === 'parcel-not-granted' && !('trackingNumber' in said)) return otherParcel[language];
  return sentence({ ...fromContext(context), ...said } as Refusal, language, 'member', { time });
};

const fromContext = ({ door, fromS, toS }: RefusalContext) => ({
  link: 0,
  door: door ?? 0,
  beginsS: fromS ?? 0,
  endedS: toS ?? 0,
  covers: 'visit' as const,
  uses: 1,
  occurrence: 0,
});

const otherParcel: Record<Language, Sentence> = {
  en: { title: 'The courier showed another parcel than yours.', next: 'The door stayed shut.' },
  de: { title: 'Der Bote hatte ein anderes Paket als Ihres dabei.', next: 'Die Tür blieb zu.' },
};

import { expectations, fallbacks, withoutSecrets, type Expectation, type Fallback } from '@latchkey/delivery';
import * as z from 'zod';
import type { Language } from './words/index.ts';

export type { Expectation, Fallback };

/** What a household wishes for one parcel, beyond the grant: closed words first, free text only where it must be. */
const line = z.string().max(200);
export const expectationText = z.array(z.enum(expectations)).max(expectations.length);
/** What to do with the parcel when the visit does not happen; `detail` says which neighbour or which collection point. */
export const fallbackText = z.strictObject({ to: z.enum(fallbacks), detail: line.optional() });
export type FallbackText = z.infer<typeof fallbackText>;

interface WishWords {
  readonly expect: Readonly<Record<Expectation, string>>;
  /** What the courier does now. */
  readonly fallback: Readonly<Record<Fallback, string>>;
}

const en: WishWords = {
  expect: {
    dog: 'A dog is at home.',
    alarm: 'There is an alarm; the household switches it off itself.',
    'ring-first': 'Please ring first, then knock.',
  },
  fallback: {
    again: 'Take it back with you; it is tried again another day.',
    neighbour: 'Take it to the neighbour.',
    'collection-point': 'Take it to the collection point.',
    return: 'Take it back with you; it returns to the sender.',
  },
};

const de: WishWords = {
  expect: {
    dog: 'Ein Hund ist zu Hause.',
    alarm: 'Es gibt eine Alarmanlage; der Haushalt schaltet sie selbst aus.',
    'ring-first': 'Bitte erst klingeln, dann anklopfen.',
  },
  fallback: {
    again: 'Nehmen Sie es wieder mit; an einem anderen Tag wird es noch einmal versucht.',
    neighbour: 'Bringen Sie es zum Nachbarn.',
    'collection-point': 'Bringen Sie es in die Abholstelle.',
    return: 'Nehmen Sie es wieder mit; es geht zurück an den Absender.',
  },
};

export const wishWords: Readonly<Record<Language, WishWords>> = { en, de };

/**
 * Free text as a courier may have it. A phone refuses codes and key hiding places before they are sealed; a carrier does not rely on
 * every household's app, and takes out what is left.
 */
export const forCourier = (text: string): string => withoutSecrets(text).slice(0, 200);

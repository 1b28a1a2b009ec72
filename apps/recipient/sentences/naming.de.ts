import type { NamingSentences } from './naming.en.ts';

export const namingDe: NamingSentences = {
  home: 'Wie heißt Ihr Zuhause?',
  homeHint: 'Zum Beispiel: Lindenstraße. Beide Namen bleiben auf diesem Gerät; der Server erfährt sie nie.',
  member: 'Ihr Name',
  door: 'Wie heißt diese Tür bei Ihnen?',
  doorHint:
    'Zum Beispiel: Haustür, Hintertür, Garage. Der Name gilt, sobald Sie ihn eintippen. Die anderen Geräte des Haushalts und Eingeladene lesen ihn versiegelt, der Server nie.',
};

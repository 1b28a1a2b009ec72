import type { CommonSentences } from './common.en.ts';

export const commonDe: CommonSentences = {
  skip: 'Zum Inhalt springen',
  language: 'Sprache',
  loading: 'Wird geladen …',
  tryAgain: 'Noch einmal versuchen',
  back: 'Zurück',
  close: 'Schließen',
  problem: {
    'not-signed-in':
      'Dieses Gerät ist nicht angemeldet. Laden Sie die Seite neu; es meldet sich mit seinem eigenen Schlüssel an.',
    'not-allowed': 'Dieser Schlüssel darf das nicht. Nehmen Sie den eigenen Schlüssel des Zustelldienstes.',
    'passkey-needed': 'Bestätigen Sie zuerst mit einem Passkey, dass Sie es sind.',
    'not-found': 'Das gibt es nicht mehr, oder es ist nicht für Sie bestimmt.',
    'invalid-request':
      'Der Server hat die Anfrage nicht verstanden. Laden Sie die Seite neu und versuchen Sie es noch einmal.',
    'unknown-path': 'Diese Adresse kennt der Server nicht. Laden Sie die Seite neu.',
    'wrong-signature': 'Der Server erkennt die Unterschrift dieses Geräts nicht an.',
    suspended: 'Dieses Gerät ist am Hub ausgesetzt.',
    'challenge-expired': 'Die Anmeldung hat zu lange gedauert. Versuchen Sie es noch einmal.',
    'idempotency-key-missing':
      'Die Anfrage war unvollständig. Laden Sie die Seite neu und versuchen Sie es noch einmal.',
    'idempotency-key-reused':
      'Das wurde schon einmal mit anderem Inhalt gesendet. Laden Sie die Seite neu, um zu sehen, was gilt.',
    conflict: 'Inzwischen hat sich etwas geändert. Laden Sie die Seite neu, um zu sehen, was jetzt gilt.',
    'too-many-requests': 'Das war zu oft in kurzer Zeit. Warten Sie eine Minute.',
    'too-large': 'Das ist zu lang. Kürzen Sie es und versuchen Sie es noch einmal.',
    'wrong-origin': 'Diese Seite wurde unter einer Adresse geöffnet, die der Server nicht zulässt.',
    'hub-offline': 'Ihr Hub ist nicht verbunden. Die Tür entscheidet weiter selbst; gesendet wurde nichts.',
    'hub-silent': 'Ihr Hub hat nicht rechtzeitig geantwortet.',
    unavailable:
      'Der Server antwortet nicht. Verloren ist nichts; prüfen Sie die Verbindung und versuchen Sie es noch einmal.',
    internal: 'Beim Server ist etwas schiefgegangen. Es ist dort vermerkt; versuchen Sie es noch einmal.',
  },
  offline: 'Keine Verbindung zum Server.',
  offlineWay: 'Ihre Türen entscheiden weiter selbst. Diese Seite versucht es von allein wieder.',
  clock: {
    deviceAhead: (about) => `Die Uhr dieses Geräts geht etwa ${about} vor`,
    deviceBehind: (about) => `Die Uhr dieses Geräts geht etwa ${about} nach`,
    doorAhead: (about) => `Die Uhr Ihrer Tür geht etwa ${about} vor, verglichen mit diesem Gerät`,
    doorBehind: (about) => `Die Uhr Ihrer Tür geht etwa ${about} nach, verglichen mit diesem Gerät`,
    setIt: 'Schalten Sie in den Einstellungen die automatische Zeit ein.',
    doorWay:
      'Ihre Tür lässt Besuch nach ihrer eigenen Uhr ein: Er kommt vielleicht zu früh, zu spät oder gar nicht hinein. Sehen Sie nach dem Hub, seiner Leitung und seiner Uhr.',
    doorAheadWay:
      'Geht sie weit vor, wartet Besuch, bis sie am Hub zurückgestellt wird, von jemandem, der den Haushalt verwaltet. Sie selbst kommen hinein wie immer.',
  },
  nowhere: {
    title: 'Unter dieser Adresse ist nichts',
    why: 'Sie ist vielleicht alt oder wurde unterwegs abgeschnitten. Verloren ist nichts.',
    way: (place) => `Weiter zu „${place}“`,
  },
};

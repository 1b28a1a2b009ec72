import type { BlockingSentences } from './blocking.en.ts';

export const blockingDe: BlockingSentences = {
  until: 'Bis wann',
  ends: {
    hour: (at) => `Eine Stunde, bis ${at}\u00a0Uhr`,
    morning: (at) => `Bis zum Morgen, ${at}\u00a0Uhr`,
    day: (at) => `Einen Tag, bis ${at}\u00a0Uhr`,
    'three-days': (at) => `Drei Tage, bis ${at}\u00a0Uhr`,
    week: (at) => `Eine Woche, bis ${at}\u00a0Uhr`,
    month: (at) => `Dreißig Tage, bis ${at}\u00a0Uhr`,
    ever: () => 'Für immer',
  },
  fixed: 'Das lässt sich nicht zurücknehmen: Es endet zur gewählten Zeit und nicht vorher.',
  fixedEver: 'Das lässt sich nicht zurücknehmen. Wiederkommen kann nur, wer einen anderen Schlüssel hat.',
  inside: 'Wer drinnen ist, kommt hinaus, und die Tür schließt hinter ihm ab.',
  nobody: {
    link: 'Eine Zeit lang niemanden einlassen',
    title: 'Niemanden einlassen',
    what: 'Kein Bote und niemand, den Sie eingeladen haben, wird eingelassen, an keiner Ihrer Türen, wer von Ihnen es auch erlaubt hat. Sie selbst kommen und gehen wie immer.',
    act: (until) => `Niemanden einlassen bis ${until}\u00a0Uhr`,
  },
  more: {
    link: 'Boten oder Paketdienst sperren',
    title: 'Mehr als diesen Besuch sperren',
    whom: 'Wen',
    courier: (name) => `Das Gerät von ${name}`,
    courierHint: 'Es wird für keinen Besuch mehr eingelassen. Das Paket kann noch ein anderer Bote bringen.',
    courierUnnamed: 'dem Boten',
    carrierHint: 'Kein Bote dieses Paketdienstes wird eingelassen und niemand, dem er einen Besuch weitergibt.',
    noCourier: 'Noch nennt keine gültige Unterschrift einen Boten, darum lässt sich nur der Paketdienst sperren.',
    actCourier: (name) => `Das Gerät von ${name} sperren`,
    act: (name) => `${name} sperren`,
  },
  standsUntil: (until) => `Die Sperre endet ${until}\u00a0Uhr.`,
  standsEver: 'Die Sperre endet nicht.',
  longer: 'Ein späteres Ende wählen',
  notSent: 'Nicht gesendet. Der Server hat die Sperre nicht angenommen; nichts ist gesperrt.',
  endsUnless: (by) => `Bis ${by}\u00a0Uhr hört sie auf, einzulassen, was das betrifft, es sei denn, der Server lügt.`,
  endsLatest: (by) => `Spätestens um ${by}\u00a0Uhr hört sie auf, einzulassen, was das betrifft.`,
  endsOthers:
    'Sie lässt ein, was das betrifft, solange ein anderes Gerät Ihres Haushalts für sie einsteht, ohne von der Sperre zu wissen, und nicht über das jeweilige Zeitfenster hinaus.',
  endsWindow: 'Wenn sie nicht zu erreichen ist, endet jeder Besuch mit seinem Zeitfenster.',
  ended: (f, n) => f.count(n, { one: '# Besuch endete damit', other: '# Besuche endeten damit' }),
  otherHands:
    'Ein Besuch, den dieses Gerät hatte, kann noch in anderen Händen kommen. Sperren Sie den Besuch selbst, um ihn zu beenden.',
  endedNone: 'Kein Besuch, von dem Ihre Tür wusste, endete damit.',
  endedAt: (seq, at) => `Beleg ${String(seq)}, ${at}\u00a0Uhr`,
  endedNoTime: (seq) => `Beleg ${String(seq)}`,
  heldUp: 'Ein Besuch, der länger gilt als die Sperre, kann danach noch hereinkommen.',
  waits: {
    title: (until: string) => `Aufgehalten bis ${until}`,
    everything:
      'Bis dahin lassen Sie niemanden herein; Ihre Tür hat es bestätigt. Danach gilt dieser Besuch, wie Sie ihn erlaubt haben.',
    carrier:
      'Bis dahin lassen Sie niemanden dieses Dienstes herein; Ihre Tür hat es bestätigt. Danach gilt dieser Besuch, wie Sie ihn erlaubt haben.',
    another:
      'Ein anderes Gerät Ihres Haushalts hat ihn bis dahin gesperrt; Ihre Tür hat es eben gesagt. Danach gilt der Besuch, wie er erlaubt wurde.',
    unconfirmed:
      'Sie haben Ihrer Tür gesagt, dass sie bis dahin niemanden hereinlässt. Bestätigt hat sie es nicht; vielleicht lässt sie diesen Besuch noch ein.',
  },
  unknownVisit: 'Ein Besuch, den dieses Gerät nicht kennt',
  stands: {
    title: 'Zurzeit gesperrt',
    everything: (until) => `Außer den Mitgliedern wird bis ${until}\u00a0Uhr niemand eingelassen`,
    whom: (name, until) => `${name}: nicht eingelassen bis ${until}\u00a0Uhr`,
    whomEver: (name) => `${name}: nicht mehr eingelassen`,
    unknownKey: (key) => `Ein Schlüssel, den dieses Gerät nicht kennt (${key})`,
    granted: (name) => `Wem ${name} es erlaubt hat`,
    by: (who, at) =>
      `${who === undefined ? 'Von einem Mitglied' : `Von ${who}`}${at === undefined ? '' : `, von Ihrer Tür bestätigt ${at}\u00a0Uhr`}`,
    byYou: (at) => `Mit diesem Gerät${at === undefined ? '' : `, von Ihrer Tür bestätigt ${at}\u00a0Uhr`}`,
    leftOut: (f, n) => f.count(n, { one: 'Und # ältere Sperre.', other: 'Und # ältere Sperren.' }),
  },
};

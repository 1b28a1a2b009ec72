import type { ParcelsSentences } from './parcels.en.ts';

/** A place in the middle of a sentence. */
const lower = (words: string) => `${words.charAt(0).toLowerCase()}${words.slice(1)}`;

export const parcelsDe: ParcelsSentences = {
  title: 'Pakete',
  nothing: 'Noch keine Pakete.',
  nothingWay: (handle) =>
    `Wer Ihnen etwas schickt, braucht nur die Kennung Ihres Haushalts: ${handle}. Was Paketdienste ankündigen, steht dann hier.`,
  groups: {
    waiting: 'Wartet auf Sie',
    underWay: 'Unterwegs',
    delivered: 'Drinnen',
    elsewhere: 'Woanders',
  },
  groupsEmpty: 'Nichts wartet auf Sie, nichts ist unterwegs.',
  place: {
    waits: 'Wartet auf Ihr Ja',
    lapsed: 'Niemand hat rechtzeitig entschieden',
    declined: 'Nicht hinein',
    'under-way': 'Unterwegs',
    delivered: 'Drinnen, Tür verriegelt',
    elsewhere: 'Woandershin geschickt',
    'not-let-in': 'Beim Paketdienst',
  },
  declined: { 'as-usual': 'Zustellung wie gewohnt', return: 'Nicht angenommen' },
  notInside: {
    title: 'Nicht hinein?',
    wish: { 'as-usual': 'Wie gewohnt zustellen', return: 'Nicht annehmen' },
    then: {
      'as-usual':
        'Niemand kommt herein. Der Paketdienst erfährt es jetzt und klingelt bei Ihnen, wie er es immer getan hat.',
      return: 'Niemand kommt herein. Der Paketdienst erfährt es jetzt: Das Paket soll an den Absender zurück.',
    },
    failed: 'Der Paketdienst weiß noch nichts davon',
    said: {
      'as-usual': 'Sie haben gesagt: nicht hinein, wie gewohnt zustellen.',
      return: 'Sie haben gesagt: Sie nehmen es nicht an.',
    },
    saidThen: (carrier, when) =>
      `${carrier} weiß es (${when}). Sie können es sich noch anders überlegen: Unterschreiben Sie unten, dann erfährt der Paketdienst auch das.`,
  },
  more: (f, n) => f.count(n, { one: '# weiteres zeigen', other: '# weitere zeigen' }),
  terms: {
    expect: 'Was der Bote wissen sollte',
    expectation: {
      dog: 'Ein Hund ist zu Hause',
      alarm: 'Es gibt eine Alarmanlage',
      'ring-first': 'Erst klingeln, dann anklopfen',
    },
    expectationHint: {
      dog: 'Der Bote liest es, bevor er hineingeht.',
      alarm: 'Sie schalten sie selbst aus. Ein Code wird nie weitergegeben.',
      'ring-first': 'Falls doch jemand da ist.',
    },
    withNote: 'ein Hinweis',
    nothingSpecial: 'nichts Besonderes',
    secret: {
      code: 'Das sieht nach einem Code aus. Hinweise lesen viele, und Codes gelten jahrelang. Ihre Tür braucht keinen: Bitte nehmen Sie ihn heraus.',
      'alarm-code':
        'Das sieht nach dem Code Ihrer Alarmanlage aus. Kreuzen Sie „Es gibt eine Alarmanlage“ an und schalten Sie sie selbst aus; ein Code wird nie weitergegeben.',
      'key-place':
        'Hier steht, wo ein Schlüssel liegt. Wer den Hinweis liest, könnte ihn benutzen, und der Bote braucht keinen: Bitte nehmen Sie das heraus.',
    },
    takeOut: 'Herausnehmen',
    when: 'Wann',
    from: 'Von',
    until: 'Bis',
    whenHint: 'Diese Zeit hat der Paketdienst angekündigt. Sie können auch nur einen Teil davon erlauben.',
    who: 'Wer kommen darf',
    whoIs: {
      own: 'Nur Boten, die der Paketdienst selbst benennt',
      partners: 'Boten des Paketdiensts und seiner Partner',
    },
    whoHint: {
      own: 'Der Schlüssel des Paketdiensts muss das Gerät des Boten selbst benennen. Dazwischen steht niemand.',
      partners:
        'Der Paketdienst darf den Besuch weitergeben, höchstens zweimal und jedes Mal mit einer Unterschrift, die Sie später sehen.',
    },
    whoTruth: 'Ihre Tür prüft die Unterschriften. Wen ein Paketdienst beschäftigt, kann keine Tür wissen.',
    ifFails: 'Falls niemand hineinkommt',
    fallback: {
      again: 'An einem anderen Tag noch einmal',
      neighbour: 'Zu Nachbarn bringen',
      'collection-point': 'In eine Abholstelle bringen',
      return: 'Zurückschicken',
    },
    fallbackHint: {
      again: 'Der Paketdienst kündigt eine neue Zeit an, und Sie entscheiden wieder.',
      neighbour: 'Der Bote sieht das, wenn die Tür zu bleibt.',
      'collection-point': 'Sie holen es dort ab.',
      return: 'Es geht an den Absender zurück.',
    },
    detail: { neighbour: 'Zu wem', 'collection-point': 'In welche Abholstelle' },
    detailHint: {
      neighbour: 'Zum Beispiel: Sahin, zweiter Stock links. Das können nur Paketdienst und Bote lesen.',
      'collection-point': 'Falls Ihnen eine am liebsten ist. Das können nur Paketdienst und Bote lesen.',
    },
  },
  waits: {
    clock: 'Die Uhr dieses Geräts geht falsch. Stellen Sie sie, dann können Sie unterschreiben.',
    secret:
      'Einer Ihrer Texte sieht nach einem Code aus oder verrät, wo ein Schlüssel liegt. Ohne ihn können Sie unterschreiben.',
    door: 'Wählen Sie eine Tür, dann können Sie unterschreiben.',
    unheard:
      'Ihr Hub hat noch nicht gesagt, ob es an der Tür eine Anzeige oder einen Chip gibt. Danach können Sie unterschreiben.',
    'key-asking': 'Der Schlüssel des Paketdiensts wird geholt.',
    'key-missing': 'Ohne den Schlüssel des Paketdiensts lässt sich nichts unterschreiben.',
    'key-changed':
      'Der Paketdienst zeigt einen anderen Schlüssel. Sehen Sie ihn oben an, dann können Sie unterschreiben.',
  },
  chosen: {
    place: 'Wohin damit',
    noPlace: 'gleich hinter die Tür',
    told: 'Der Bote weiß',
    signed: 'Unterschrieben',
    byRule: (time) => `von Ihrer Regel auf diesem Telefon, um ${time} Uhr`,
  },
  next: {
    title: (carrier) => `Beim nächsten Paket von ${carrier}`,
    choice: {
      ask: 'Jedes Mal fragen',
      fill: 'Für mich eintragen',
      sign: 'Für mich unterschreiben',
    },
    hint: {
      ask: 'Jedes Paket wartet, bis Sie entschieden haben.',
      fill: 'Das Formular beginnt mit dieser Auswahl. Sie unterschreiben selbst.',
      sign: 'Solange diese App auf diesem Telefon offen ist, und nur für den Schlüssel, den Sie kennen. Sonst wartet das Paket auf Sie.',
    },
  },
  elsewhere: {
    field: { name: 'Name an der Tür', address: 'Straße, Postleitzahl und Ort', day: 'An welchem Tag' },
    detail: {
      neighbour: 'Zu wem (wenn Sie mögen)',
      'collection-point': 'In welche Abholstelle (wenn Ihnen eine am liebsten ist)',
      'parcel-box': 'In welchen Kasten (wenn Ihnen einer am liebsten ist)',
      'other-address': '',
      'other-day': '',
      return: '',
    },
    chooseDay: 'Tag wählen',
    sealed: 'Das kann nur der Paketdienst lesen. Der Server sieht die Art des Ortes und sonst nichts.',
    wrong: { missing: 'Bitte ausfüllen.', 'too-long': 'Das ist zum Unterschreiben zu lang. Bitte kürzen.' },
    offered: (place) => `Das kann der Paketdienst nicht; er bietet stattdessen an: ${lower(place)}.`,
    takeOffer: (place) => `Einverstanden: ${lower(place)}`,
  },
  rule: {
    filled: 'Von Ihrer Regel eingetragen.',
    signing: 'Ihre Regel unterschreibt das gerade.',
    asks: (why) => `Ihre Regel hat nicht von selbst unterschrieben: ${why}`,
    why: {
      'key-unknown': 'Der Schlüssel, unter dem es angekündigt wurde, ist keiner, dem Sie zugestimmt haben.',
      'outside-hours': 'Es kommt außerhalb der Zeiten der Regel.',
      'too-long': 'Die angekündigte Zeit ist länger als 12 Stunden.',
      'too-many-today': 'Sie hat an einem Tag schon fünf Pakete unterschrieben.',
      'door-gone': 'Ihr Haushalt hat die Tür nicht mehr, für die sie gilt.',
    },
    trial: {
      signing: 'Ihre Regel unterschreibt das gerade.',
      unreached:
        'Ihre Regel konnte nicht unterschreiben: Die Adresse des Paketdiensts antwortet nicht. Jede Minute folgt ein neuer Versuch.',
      'other-key':
        'Ihre Regel hat nicht unterschrieben: Die Adresse des Paketdiensts zeigt den Schlüssel nicht, unter dem dieses Paket angekündigt wurde.',
      'not-taken':
        'Ihre Regel hat unterschrieben, aber der Server hat es nicht angenommen. Jede Minute folgt ein neuer Versuch.',
    },
  },
};

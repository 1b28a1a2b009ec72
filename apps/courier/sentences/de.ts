import { atDoorDe } from './at-door.ts';
import type { Sentences } from './en.ts';

export const de: Sentences = {
  app: 'Latchkey Kurier',
  enrol: {
    title: 'Dieses Gerät anmelden',
    why: 'Die Disposition vergibt Halte an Geräte, nicht an Kennwörter. Dieses Gerät macht sich seinen eigenen Schlüssel; niemand kann ihn kopieren.',
    name: 'Ihr Name, wie ihn die Disposition kennt',
    nameWrong: atDoorDe.nameWrong,
    go: 'Gerät anmelden',
    failed: 'Das hat nicht geklappt. Verbindung prüfen und noch einmal versuchen; verloren ist nichts.',
  },
  code: {
    title: 'Das der Disposition zeigen',
    how: 'Die Disposition scannt den Code oder öffnet den Link in der Konsole. Damit steht fest: Halte gehen an dieses Gerät und an kein anderes.',
    qr: 'Code für die Disposition',
    copy: 'Link kopieren',
    copied: 'Kopiert.',
    waiting: 'Ihre Halte erscheinen hier, sobald die Disposition einen zuweist.',
    again: 'Meinen Code zeigen',
  },
  tour: {
    title: 'Tour',
    next: 'Nächster Halt',
    then: 'Danach',
    done: 'Erledigt',
    allDone: 'Alles erledigt',
    noneWhy: 'Ein neuer Halt erscheint hier von selbst, sobald die Disposition einen zuweist.',
    loading: 'Ihre Halte werden gelesen',
    open: 'Zu diesem Halt',
    drive: 'Ich bin unterwegs',
    driving: 'Die nächsten Haushalte erfahren, wie weit Sie noch weg sind.',
    offline: 'Kein Empfang. Das sind die Halte von vorhin.',
    parcels: { one: '# Paket', other: '# Pakete' },
    broken: 'Dieser Halt gilt nicht',
    map: 'Karte zeigen',
    noMap: 'Karte schließen',
    onMap: (number, address) => `Halt ${number}: ${address}`,
    states: {
      complete: 'Zugestellt, Tür verriegelt',
      blocked: 'Vom Haushalt abgesagt',
      diverted: 'Geht woandershin',
      expired: 'Zeitfenster vorbei',
      refused: 'Tür blieb zu',
      attention: 'An der Tür wird jemand gebraucht',
      undelivered: 'Nicht zugestellt',
    },
  },
  stop: {
    back: 'Tour',
    where: 'Hier ablegen',
    noPlace: 'Kein Ort genannt: gleich hinter der Tür.',
    note: atDoorDe.note,
    noNote: 'Der Haushalt sagt nichts von Hund oder Alarm.',
    parcels: 'Pakete',
    window: 'Zeitfenster',
    carrier: 'Für',
    door: (door) => `Tür ${door}`,
    hubAway: 'Der Hub dieser Tür ist gerade nicht verbunden. Vielleicht ist er es wieder, wenn Sie dort sind.',
    gone: 'Dieser Halt gehört nicht mehr zu Ihrer Tour.',
  },
  notice: {
    title: 'An dieser Tür werden Sie gefilmt',
    lines: [
      'Von 5 Sekunden vor dem Entriegeln bis 5 Sekunden nach dem Verriegeln.',
      'Nur der Haushalt kann den Film sehen. Weder Ihre Disposition noch Latchkey kann es.',
      'Der Film ist auch Ihr Beleg: Er zeigt, dass Sie die Tür verriegelt verlassen haben.',
    ],
    accept: 'Verstanden, weiter',
    decline:
      'Lieber nicht? Sagen Sie der Disposition Bescheid; jemand anders übernimmt, und Ihnen entsteht kein Nachteil.',
  },
  scan: {
    title: 'Paket scannen',
    label: 'Paketnummer',
    hint: 'Scannen oder tippen; Leerzeichen sind egal.',
    go: 'Nummer übernehmen',
    camera: 'Mit der Kamera scannen',
    other: 'Dieses Paket trotzdem nehmen',
    trouble: {
      misread:
        'Eine Ziffer scheint verlesen: Die Prüfziffer passt nicht. Noch einmal scannen oder mit dem Etikett vergleichen.',
      route: 'Das ist der Code für die Sortierung. Die Paketnummer steht im anderen Code auf dem Etikett.',
      unreadable: 'Das ist keine Paketnummer. Sie hat nur Buchstaben und Ziffern, höchstens 34.',
    },
  },
  doubt: {
    title: (number) => `${number} gehört nicht zu diesem Halt`,
    belongsTo: (address) => `Es gehört zu: ${address}.`,
    carrier: (name) => `Es sieht nach einer Nummer von ${name} aus.`,
    why: 'Schauen Sie noch einmal aufs Etikett oder nehmen Sie ein anderes Paket.',
    again: 'Noch einmal scannen',
    insist: 'Es ist das richtige; die Tür fragen',
  },
  here: {
    ...atDoorDe.here,
    notOnTour: {
      title: 'An dieser Tür haben Sie keinen Halt',
      next: 'Der Code gehört zu einer Latchkey-Tür, aber zu keiner, die gerade auf Ihrer Tour steht.',
    },
  },
  slide: {
    title: atDoorDe.ready,
    label: atDoorDe.slide,
    keys: atDoorDe.keyboard,
    parcel: 'Paket in der Hand',
    another: 'Anderes Paket',
  },
  knocking: {
    title: atDoorDe.knocking,
    asks: 'Die Tür prüft Ihren Besuch und schaltet die Kamera ein.',
    filming: atDoorDe.filming,
    waiting: 'Warten auf den Haushalt',
    waitingNext: 'Der Haushalt ist gefragt und sieht das Bild dieser Tür. Bleiben Sie davor stehen.',
    waitingLeft: (time) => `Noch ${time} für die Antwort. Ohne sie bleibt die Tür zu.`,
  },
  door: {
    opening: atDoorDe.opening,
    unlocked: { title: atDoorDe.unlocked, next: 'Tür aufdrücken.' },
    open: { title: atDoorDe.open, next: 'Paket ablegen, herauskommen, Tür zuziehen.' },
    stay: { title: atDoorDe.shut, next: 'Bleiben Sie, bis hier „Verriegelt“ steht.' },
    locked: { title: 'Verriegelt', next: 'Danke. Sie können gehen.' },
    complete: {
      title: 'Verriegelt. Danke!',
      next: 'Die Tür ist zu und verriegelt; das hat die Tür selbst unterschrieben.',
    },
    attention: {
      title: 'Noch nicht verriegelt',
      next: 'Ziehen Sie die Tür fest zu und bleiben Sie einen Moment. Der Haushalt erfährt es gerade; Sie haben nichts falsch gemacht.',
    },
    released: {
      household: 'Der Haushalt hat den Alarm gehört und kümmert sich um die Tür. Sie können weiterfahren.',
      dispatch: 'Ihre Disposition hat diese Tür übernommen. Sie können weiterfahren.',
    },
    putHere: 'Hier ablegen',
    at: atDoorDe.at,
    secondsOpen: 'Offen seit',
    unsafe: atDoorDe.unsafe,
    next: 'Nächster Halt',
    proof: atDoorDe.proof,
    proofWhy: atDoorDe.proofWhy,
  },
  refused: {
    title: atDoorDe.stayedShut,
    scan: 'Noch einmal scannen',
    knock: atDoorDe.again,
    tour: 'Zurück zur Tour',
  },
  notReached: {
    'hub-offline': {
      title: atDoorDe.noLine,
      next: 'Geöffnet wurde nichts. Eine halbe Minute warten, noch einmal versuchen; sonst Paket behalten und weiterfahren.',
    },
    'hub-silent': {
      title: atDoorDe.noAnswer,
      next: 'Von einer Öffnung ist nichts bekannt. Noch einmal versuchen; auf ein Klopfen öffnet sie nie zweimal.',
    },
    unavailable: {
      title: 'Keine Antwort von der Tür',
      next: 'Ob sie das Klopfen gehört hat, ist nicht bekannt. Sehen Sie zur Tür; bleibt sie zu, ein paar Meter weiter noch einmal versuchen. Zweimal öffnet sie nie.',
    },
    'no-reception': {
      title: 'Hier ist kein Empfang',
      next: 'Nichts wurde gesendet, nichts geöffnet. Hinweis und Scan sind gemerkt. Zeigen Sie der Tür einen Code, oder gehen Sie ein paar Meter und versuchen Sie es noch einmal.',
    },
  },
  /** Without reception, where the door’s camera may not open. */
  noCodeNext:
    'Nichts wurde gesendet, nichts geöffnet. Hinweis und Scan sind gemerkt. Gehen Sie ein paar Meter und versuchen Sie es noch einmal; auf einen Code hin öffnet dieser Haushalt nicht.',
  doorCode: atDoorDe.doorCode,
  unheard: {
    ...atDoorDe.unheard,
    opened: {
      title: 'Herauskommen und zuziehen',
      next: 'Paket abstellen, Tür zuziehen, ein paar Sekunden warten und dagegendrücken. Ob sie verriegelt, hört dieses Telefon nicht.',
    },
    shut: {
      title: 'Zu, wie Sie sagen',
      next: 'Die Tür meldet sich selbst bei Haushalt und Disposition, sobald sie wieder eine Leitung hat. Hat sie nicht verriegelt, schlägt sie jetzt Alarm: Dann gehen Sie bitte zurück.',
    },
  },
  unsafe: {
    ...atDoorDe.leave,
    next: 'Wegen des Pakets müssen Sie nicht zurück. Ziehen Sie die Tür nur zu, wenn das sicher ist.',
    ends: 'Der Besuch endet als nicht zugestellt.',
    told: 'Ihre Disposition und der Haushalt wissen Bescheid.',
    willBeTold: 'Ihre Disposition und der Haushalt erfahren es, sobald Empfang da ist.',
    mistake: 'Versehentlich gedrückt: Alles in Ordnung',
  },
  left: {
    title: 'Vermerkt',
    to: {
      again: 'Das Paket bleibt bei Ihnen; an einem anderen Tag wird es noch einmal versucht.',
      neighbour: 'Das Paket liegt bei den Nachbarn.',
      'collection-point': 'Das Paket kommt in die Abholstelle.',
      return: 'Das Paket bleibt bei Ihnen; es geht an den Absender zurück.',
    },
  },
  whatNow: {
    title: 'Und jetzt?',
    chosen: 'Das hat der Haushalt vorher so gewählt:',
    nothingChosen: 'Behalten Sie das Paket; die Disposition findet einen anderen Weg.',
    done: {
      again: 'Ich behalte das Paket',
      neighbour: 'Es liegt bei den Nachbarn',
      'collection-point': 'Es kommt in die Abholstelle',
      return: 'Ich behalte es für den Absender',
    },
  },
  held: {
    title: 'Bitte zurück zur Tür',
    why: (address) =>
      `${address} hat sich noch nicht verriegelt gemeldet. Der nächste Halt öffnet sich, sobald das geschehen ist oder Haushalt oder Disposition übernommen haben.`,
    back: 'Zurück zur Tür',
    label: 'Noch an dieser Tür',
  },
  unsent: {
    one: '# Vermerk wird gemeldet, sobald Empfang da ist.',
    other: '# Vermerke werden gemeldet, sobald Empfang da ist.',
  },
  over: {
    blocked: {
      title: 'Der Haushalt hat abgesagt',
      next: 'Nicht warten, nicht klopfen. Paket behalten und weiterfahren; das liegt nicht an Ihnen.',
    },
    blockedInside: {
      title: 'Bitte jetzt herauskommen',
      next: 'Der Haushalt hat den Besuch beendet. Tür zuziehen und bleiben, bis sie verriegelt ist; das liegt nicht an Ihnen.',
    },
    diverted: { title: 'Das Paket geht woandershin', next: 'Hier bitte nicht klopfen.' },
    expired: {
      title: 'Die Zeit für diesen Besuch ist um',
      next: 'Paket behalten; die Disposition macht einen neuen Termin aus. Das liegt nicht an Ihnen.',
    },
    to: {
      neighbour: 'Geben Sie es bei Nachbarn ab.',
      'collection-point': 'Bringen Sie es zur Abholstelle.',
      'parcel-box': 'Legen Sie es in die Paketbox.',
      'other-address': 'Bringen Sie es an eine andere Adresse.',
      'other-day': 'Es wird an einem anderen Tag zugestellt. Behalten Sie es im Wagen.',
      return: 'Es geht an den Absender zurück. Behalten Sie es im Wagen.',
    },
  },
  clock:
    'Bis sie stimmt, sind die Zeiten hier falsch, und die Kamera der Tür nimmt keine Codes dieses Telefons. Mit Empfang klopfen Sie wie immer an.',
  offline: atDoorDe.offline,
  doorAway:
    'Die Tür hat gerade keine Verbindung. Sie sehen, was sie zuletzt gesagt hat. Ziehen Sie sie zu; sie verriegelt sich mit ihrer eigenen Uhr.',
  failed: {
    title: atDoorDe.keepsNoKeys,
    next: 'Verlassen Sie den privaten Modus oder nehmen Sie einen anderen Browser auf diesem Gerät.',
  },
  distrust: atDoorDe.distrust,
  faults: {
    'enrolment-code-invalid': 'Das ist kein Code dieses Systems.',
    'enrolment-forged':
      'Der Eintrag dieses Geräts wurde unterwegs verändert. Zeigen Sie der Disposition Ihren Code noch einmal.',
    'readiness-forged': 'Was als Auskunft der Tür kam, stammt nicht von ihr. Fragen Sie die Disposition.',
    'courier-not-known-here': 'Die Disposition kennt dieses Gerät noch nicht. Zeigen Sie Ihren Code noch einmal.',
    'grant-not-ours':
      'Die Erlaubnis des Haushalts gilt einem anderen Dienst. Fragen Sie die Disposition, bevor Sie hinfahren.',
    'grant-does-not-fit':
      'Die Erlaubnis des Haushalts gilt etwas anderem. Fragen Sie die Disposition, bevor Sie hinfahren.',
    'chain-not-for-this-device': 'Dieser Halt wurde für ein anderes Gerät ausgestellt. Lassen Sie ihn neu zuweisen.',
    'chain-broken': 'Die Erlaubnis für diesen Halt wurde unterwegs verändert. Lassen Sie ihn neu zuweisen.',
    'hub-key-wrong':
      'Das ist nicht die Tür, die der Haushalt genannt hat. Nicht klopfen; sagen Sie der Disposition Bescheid.',
    'receipt-forged':
      'Was über diese Tür gesagt wurde, hat nicht die Tür gesagt. Verlassen Sie sich nicht darauf; Tür zuziehen, Disposition anrufen.',
    'sealed-text-unreadable':
      'Adresse und Ablageort lassen sich auf diesem Gerät nicht öffnen. Lassen Sie den Halt neu zuweisen.',
    'domain-unreachable': 'Die eigene Adresse des Dienstes antwortet nicht.',
    'domain-refused': 'Die eigene Adresse des Dienstes hat den Schlüssel nicht angenommen.',
    'key-not-published': 'Die eigene Adresse des Dienstes kennt diesen Schlüssel nicht.',
    'door-answer-unreadable':
      'Die Antwort der Tür war nicht zu lesen. Noch einmal versuchen; bleibt es dabei, Disposition anrufen.',
  },
};

import { atDoorDe } from '../../sentences/at-door.ts';
import type { Sentences } from './en.ts';

const askHousehold = 'Fragen Sie, wer Sie eingeladen hat; an Ihnen liegt es nicht.';

export const de: Sentences = {
  app: 'Latchkey',
  back: 'Ihre Türen',
  days: ['Mo', 'Di', 'Mi', 'Do', 'Fr', 'Sa', 'So'],
  offer: {
    title: (from) => `${from} lädt Sie ein`,
    reading: 'Die Einladung wird geöffnet',
    place: 'Wo',
    doors: 'Türen',
    when: 'Wann',
    every: (weeks) => (weeks === 1 ? 'jede Woche' : weeks === 2 ? 'jede zweite Woche' : `alle ${weeks} Wochen`),
    from: (day) => `ab ${day}`,
    until: (day) => `bis ${day}`,
    uses: 'Wie oft',
    usesWords: (uses) => (uses === 1 ? 'Einmal je Zeitfenster' : `Bis zu ${uses}-mal je Zeitfenster`),
    note: atDoorDe.note,
    filmed: 'An der Tür werden Sie gefilmt',
    filmedLines: [
      'Von 5 Sekunden vor dem Entriegeln bis 5 Sekunden nachdem wieder abgeschlossen ist.',
      'Den Film kann nur der Haushalt sehen, Latchkey nicht.',
      'Der Film ist auch Ihr Beleg: Er zeigt, dass Sie abgeschlossen zurückgelassen haben.',
    ],
    unfilmed: 'Sie werden nicht gefilmt',
    unfilmedLines: [
      'Die Kamera an der Tür bleibt aus, wenn Sie kommen und gehen.',
      'Wann die Tür aufging und wieder abgeschlossen war, wird festgehalten, von der Tür unterschrieben: für den Haushalt und für Sie.',
    ],
    how: 'Kein Schlüssel, kein Code: Dieses Telefon öffnet die Tür, wenn Sie davorstehen. Sie können jederzeit aufhören.',
    name: 'Ihr Name, wie man Sie dort kennt',
    nameHint: 'Ihn sieht nur der Haushalt.',
    nameWrong: atDoorDe.nameWrong,
    accept: 'Ja, ich nehme an',
    accepting: 'Der Schlüssel dieses Telefons entsteht …',
    accepted: 'Angenommen.',
  },
  fault: {
    'code-unreadable': {
      title: 'Dieser Link ist unvollständig',
      next: 'Öffnen Sie ihn noch einmal aus der Nachricht oder lassen Sie ihn sich neu schicken.',
    },
    gone: {
      title: 'Diese Einladung gilt nicht mehr',
      next: 'Sie wurde zurückgezogen, oder sieben Tage sind vorbei. Bitten Sie um eine neue.',
    },
    taken: {
      title: 'Diese Einladung hat schon jemand angenommen',
      next: 'Waren Sie das nicht, sagen Sie es dem, der sie geschickt hat.',
    },
    forged: {
      title: atDoorDe.distrust,
      next: 'Was über das Netz kam, stammt nicht von dem, der den Link gemacht hat. Gesendet wurde nichts. Sagen Sie es ihm.',
    },
    keys: {
      title: atDoorDe.keepsNoKeys,
      next: 'Verlassen Sie den privaten Modus oder nehmen Sie einen anderen Browser.',
    },
    offline: { title: 'Keine Verbindung', next: 'Verloren ist nichts. Versuchen Sie es, sobald Sie Empfang haben.' },
  },
  again: atDoorDe.again,
  places: {
    title: 'Ihre Türen',
    loading: 'Ihre Zeiten werden gelesen',
    none: 'Auf diesem Gerät hat Sie niemand eingeladen.',
    noneWay: 'Eine Einladung ist ein Link oder ein Code, den der Haushalt Ihnen schickt.',
    clock: 'Bis sie stimmt, sind die Zeiten hier falsch. Die Tür geht nach ihrer eigenen Uhr: Fragen Sie sie ruhig.',
    offline: 'Kein Empfang. Das ist der letzte Stand.',
    waiting: 'Angenommen. Die ersten Termine unterschreibt das Telefon dort, sobald es offen ist.',
    ended: 'Der Haushalt hat das zurückgezogen.',
    over: 'Es gibt keine weiteren Termine. Fragen Sie nach neuen, wenn es weitergeht.',
    now: (until) => `Jetzt, bis ${until}`,
    next: (when) => `Als Nächstes: ${when}`,
    week: 'Die nächsten sieben Tage',
    open: 'Zur Tür',
    look: 'Zeigen',
    forget: 'Von diesem Telefon entfernen',
    tour: 'Zur Tour als Kurier',
    filmed: 'gefilmt',
    unfilmed: 'nicht gefilmt',
  },
  door: {
    choose: 'Welche Tür?',
    ready: atDoorDe.ready,
    slide: atDoorDe.slide,
    keys: atDoorDe.keyboard,
    early: (f, ms) => `Ihre Zeit beginnt in ${f.duration(ms)}`,
    earlyNext: 'Erst dann geht die Tür für Sie auf.',
    anyway: 'Trotzdem die Tür fragen',
    hubAway: 'Die Tür ist gerade nicht verbunden. In einer Minute ist sie vielleicht zurück.',
    filmed: 'Die Kamera nimmt auf: von Ihrem Klopfen, bis wieder abgeschlossen ist.',
    unfilmed: 'Die Kamera bleibt aus.',
    knocking: atDoorDe.knocking,
    asks: 'Die Tür prüft Ihre Erlaubnis.',
    filming: atDoorDe.filming,
    waiting: 'Warten auf ein Ja',
    waitingNext: (s) => `Der Haushalt ist gefragt und hat noch ${s} s. Ohne Antwort bleibt die Tür zu.`,
    opening: atDoorDe.opening,
    unlocked: { title: atDoorDe.unlocked, next: 'Drücken Sie die Tür auf.' },
    open: { title: atDoorDe.open, next: 'Gehen Sie hinein und ziehen Sie sie hinter sich zu.' },
    stay: { title: atDoorDe.shut, next: 'In wenigen Sekunden schließt sie ab. Von innen öffnet der Griff immer.' },
    locked: { title: 'Abgeschlossen', next: 'Die Tür ist zu, der Riegel ist vorgeschoben.' },
    complete: { title: 'Abgeschlossen. Danke.', next: 'Die Tür selbst hat dafür unterschrieben.' },
    attention: {
      title: 'Noch nicht abgeschlossen',
      next: 'Ziehen Sie die Tür fest zu und bleiben Sie kurz. Der Haushalt erfährt es; Sie haben nichts falsch gemacht.',
    },
    comeOut: {
      title: 'Bitte kommen Sie jetzt heraus',
      next: 'Der Haushalt hat den Besuch beendet. Ziehen Sie die Tür zu und warten Sie, bis abgeschlossen ist; an Ihnen liegt es nicht.',
    },
    at: atDoorDe.at,
    once: 'Fertig',
    proof: atDoorDe.proof,
    proofWhy: atDoorDe.proofWhy,
    unsafe: atDoorDe.unsafe,
    unsafeNext:
      'Gehen Sie. Ziehen Sie die Tür zu, wenn es geht; bleibt sie offen, erfährt es der Haushalt. In Gefahr: 112.',
    offline: atDoorDe.offline,
  },
  refused: {
    title: atDoorDe.stayedShut,
    again: atDoorDe.again,
    next: askHousehold,
    nextDate: (when) => ({ title: `Ihre nächste Zeit beginnt ${when}.`, next: 'Dann geht die Tür für Sie auf.' }),
    noDate: { title: 'Für Sie gibt es keine weiteren Termine.', next: 'Bitten Sie den Haushalt um neue.' },
    blocked: { title: 'Der Haushalt hat das zurückgezogen.', next: 'Warten Sie nicht. An Ihnen liegt es nicht.' },
    usedUp: {
      title: 'So oft, wie dieses Zeitfenster erlaubt, waren Sie schon drin.',
      next: 'Müssen Sie noch einmal hinein, bitten Sie den Haushalt zu öffnen.',
    },
    'approval-late': {
      title: 'Im Haushalt hat niemand rechtzeitig geantwortet.',
      next: 'Klopfen Sie noch einmal, oder rufen Sie an.',
    },
    'approval-refused': {
      title: 'Der Haushalt öffnet die Tür jetzt nicht.',
      next: 'Rufen Sie an, wenn Sie das wundert. An Ihnen liegt es nicht.',
    },
  },
  notReached: {
    'hub-offline': {
      title: atDoorDe.noLine,
      next: 'Geöffnet wurde nichts. Warten Sie eine halbe Minute und versuchen Sie es noch einmal.',
    },
    'hub-silent': {
      title: atDoorDe.noAnswer,
      next: 'Versuchen Sie es noch einmal; für ein Klopfen geht sie nie zweimal auf.',
    },
    unavailable: {
      title: 'Die Tür hat nicht geantwortet',
      next: 'Ob sie das Klopfen gehört hat, ist nicht bekannt. Sehen Sie zur Tür; bleibt sie zu, versuchen Sie es ein paar Meter weiter noch einmal. Für ein Klopfen geht sie nie zweimal auf.',
    },
    'no-reception': {
      title: 'Hier ist kein Empfang',
      next: 'Nichts wurde gesendet, nichts geöffnet. Zeigen Sie der Tür einen Code, oder gehen Sie ein paar Meter und versuchen Sie es noch einmal.',
    },
    ended: { title: 'Der Haushalt hat das zurückgezogen.', next: 'Warten Sie nicht. An Ihnen liegt es nicht.' },
  },
  noCode: {
    title: 'Hier ist kein Empfang',
    next: 'Nichts wurde gesendet, nichts geöffnet. Gehen Sie ein paar Meter und versuchen Sie es noch einmal; einen Code nimmt diese Tür jetzt nicht von Ihnen.',
  },
  here: {
    ...atDoorDe.here,
    notYours: {
      title: 'An dieser Tür haben Sie keinen Termin',
      next: 'Der Code gehört zu einer Latchkey-Tür. Welche Türen und Zeiten Ihre sind, steht unter „Ihre Türen“.',
    },
  },
  doorCode: atDoorDe.doorCode,
  clockCode:
    'Bis sie stimmt, nimmt die Kamera der Tür keine Codes von diesem Telefon. Mit Empfang klopfen Sie wie immer.',
  unheard: {
    ...atDoorDe.unheard,
    opened: {
      title: 'Ziehen Sie sie hinter sich zu',
      next: 'Ein paar Sekunden danach schließt sie ab; von innen öffnet der Griff immer. Wenn Sie gehen, ziehen Sie sie zu und drücken Sie dagegen. Ob sie abschließt, hört dieses Telefon nicht.',
    },
    shut: {
      title: 'Zu, wie Sie sagen',
      next: 'Die Tür meldet sich selbst beim Haushalt, sobald sie wieder eine Leitung hat. Hat sie nicht abgeschlossen, schlägt sie jetzt Alarm: Dann gehen Sie bitte zurück.',
    },
  },
  distrust: {
    title: atDoorDe.distrust,
    next: 'Was über diese Tür gesagt wurde, hat nicht die Tür gesagt. Ziehen Sie sie zu und sagen Sie es dem Haushalt.',
  },
};

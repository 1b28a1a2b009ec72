import { guardingProblemsDe } from './guarding.de.ts';
import type { RecoverySentences } from './recovery.en.ts';

export const recoveryDe: RecoverySentences = {
  title: 'Wiederherstellungscode',
  reach: {
    none: 'Noch keiner. Sind alle Geräte verloren, kommt niemand mehr hinein.',
    good: (day) => `Auf Papier seit ${day}`,
    void: 'Benutzt; er gilt nicht mehr',
    ended: (day) => `Seit ${day} verfallen. Sind alle Geräte verloren, kommt niemand mehr hinein.`,
    unknown: 'Ein Blatt Papier für den Tag, an dem alle Geräte weg sind',
  },
  what: 'Ein Blatt Papier, das ein neues Gerät aufnimmt, wenn alle Ihre Geräte verloren sind.',
  how: [
    'Er öffnet keine Tür. Er nimmt ein neues Gerät auf, das Ihren Haushalt verwaltet.',
    'Wird er benutzt, wartet Ihr Hub 48 Stunden und sagt es allen Mitgliedern; jedes kann ablehnen. Wer am Hub den Knopf drückt, muss nicht warten.',
    'Er gilt einmal. Das neue Gerät bekommt das nächste Blatt.',
    'Er verfällt, wenn Sie ein Mitglied entfernen: Es könnte ein Foto davon haben.',
  ],
  none: 'Ihr Haushalt hat keinen Wiederherstellungscode.',
  good: (day) => `Ihr Haushalt hat einen Code seit ${day}. Mit einem neuen verfällt das alte Blatt.`,
  void: 'Der letzte Code wurde benutzt und gilt nicht mehr. Machen Sie einen neuen.',
  ended: (day) =>
    `Ihr Haushalt hat seit ${day} keinen Code mehr: Wird ein Gerät entfernt, verfällt er. Das alte Blatt gilt nicht mehr. Sind alle Geräte verloren, kommt niemand mehr hinein.`,
  endedTitle: 'Ihr Wiederherstellungsblatt ist verfallen',
  endedWay: 'Neues machen',
  make: 'Wiederherstellungscode machen',
  makeNew: 'Neuen Code machen',
  making: 'Ihre Tür muss ihn noch bestätigen …',
  failed: 'Es wurde kein Code gemacht',
  failedWhy: (problem) =>
    problems[problem] ??
    'Ihre Tür hat ihn nicht angenommen. Geändert ist nichts; versuchen Sie es wieder, sobald sie antwortet.',
  confirmed:
    'Ihre Tür hat diesen Code bestätigt. Er steht auf keinem Server und, sobald Sie hier weggehen, auf keinem Gerät.',
  print: 'Dieses Blatt drucken',
  away: 'Ich habe ihn auf Papier',
  sheet: {
    title: 'Latchkey-Wiederherstellungscode',
    of: (home) => `Für ${home}`,
    use: 'Alle Geräte verloren? Öffnen Sie auf einem neuen die Adresse unten, wählen Sie „Ich habe einen Wiederherstellungscode“, und scannen oder tippen Sie diesen ein.',
    qr: 'Der Code als Bild',
    wait: 'Der Hub wartet 48 Stunden und sagt es allen Mitgliedern. Wird sein Knopf kurz gedrückt, nimmt er das neue Gerät sofort auf.',
    keep: 'Verwahren Sie ihn wie einen Schlüssel: nicht neben der Tür, nicht als Foto. Wer ihn hat, kann versuchen hineinzukommen.',
    madeOn: (day) => `Gemacht am ${day}`,
  },
  pending: {
    title: 'Jemand hat Ihren Wiederherstellungscode benutzt',
    left: (time) =>
      `Ein neues Gerät wird Ihren Haushalt mitverwalten: in ${time} Laufzeit Ihres Hubs, oder sofort, wenn jemand den Knopf am Hub drückt.`,
    choose: 'War das niemand von Ihnen, lehnen Sie ab. Der Code gilt dann nicht mehr.',
    refuse: 'Ablehnen',
    refusing: 'Wird abgelehnt …',
    refused: 'Abgelehnt, von Ihrer Tür bestätigt',
    late: 'Es war schon vorbei. Sehen Sie auf die Liste der Mitglieder.',
    failed: 'Ihre Tür hat es nicht bestätigt. Versuchen Sie es noch einmal.',
  },
  enter: {
    door: 'Ich habe einen Wiederherstellungscode',
    title: 'Mit Wiederherstellungscode hinein',
    how: 'Scannen Sie das Blatt, oder tippen Sie die Buchstaben ab. Auf Striche und Großschreibung kommt es nicht an.',
    scan: 'Blatt scannen',
    other: 'Das ist ein anderer Code. Auf dem Blatt steht „Latchkey-Wiederherstellungscode“.',
    letters: 'Die Buchstaben auf dem Blatt',
    start: 'Diesen Code benutzen',
    asking: 'Ihr Hub wird gefragt …',
    back: 'Zurück',
    besideTitle: 'Stehen Sie am Hub?',
    besideHow:
      'Drücken Sie kurz seinen Knopf, und tippen Sie die zwölf Zeichen ab, die seine Anzeige zeigt. Dann ist dieses Gerät sofort drin, und niemand kann ablehnen.',
    display: 'Die Zeichen auf seiner Anzeige',
    comeIn: 'Hinein',
    notBeside: 'Nein, oder er hat keine Anzeige: warten',
    besideWrong: {
      'wrong-display': 'Auf seiner Anzeige stehen zwölf Buchstaben und Ziffern.',
      'presence-wrong':
        'Auf seiner Anzeige steht etwas anderes. Vergleichen Sie die Zeichen. Ihr Code ist nicht benutzt.',
      'presence-none':
        'Auf seiner Anzeige stehen keine Zeichen mehr. Drücken Sie noch einmal seinen Knopf. Ihr Code ist nicht benutzt.',
      'visit-running':
        'Ein Besuch ist vielleicht noch drinnen. Es geht, sobald er draußen und die Tür verriegelt ist. Ihr Code ist nicht benutzt.',
    },
    waitingTitle: 'Ihr Hub wartet',
    waiting: (time) =>
      `Er nimmt dieses Gerät nach ${time} seiner eigenen Laufzeit auf. Alle Mitglieder erfahren es, und jedes kann ablehnen.`,
    button: 'Sie sind zu Hause? Drücken Sie kurz den Knopf am Hub, dann geht es sofort.',
    keep: 'Sie können das hier schließen. Öffnen Sie Latchkey wieder auf diesem Gerät, und nur auf diesem: Ein zweites beendet den Code.',
    silent: 'Der Hub antwortet gerade nicht. Es geht von selbst weiter.',
    giveUp: 'Auf diesem Gerät vergessen',
    inTitle: 'Sie sind drin',
    inWhy: 'Das benutzte Blatt ist jetzt Altpapier. Dies ist das nächste: Drucken Sie es gleich, es steht nur hier.',
    inNext: 'Die verlorenen Geräte gehören noch zum Haushalt. Entfernen Sie sie unter „Haushalt“.',
    done: 'Zum Haushalt',
    failed: 'Dieser Code führt nicht hinein',
    again: 'Anderen Code eingeben',
    retry: 'Noch einmal versuchen',
    against: 'Beide beenden',
    fault: {
      'wrong-letters':
        'Ein Wiederherstellungscode hat 56 Buchstaben und Ziffern in 14 Vierergruppen. Ein U kommt nicht vor.',
      mistyped: 'Ein Zeichen stimmt nicht: Die Prüfung im Code geht nicht auf. Vergleichen Sie Gruppe für Gruppe.',
      'not-found':
        'Kein Haushalt hat diesen Code. Er wurde benutzt, durch einen neueren ersetzt, oder es wurde seither ein Mitglied entfernt.',
      unreachable:
        'Der Hub war nicht zu erreichen, benutzt ist also nichts. Prüfen Sie die Verbindung und ob der Hub Strom hat.',
      'code-void':
        'Ein Mitglied hat ihn abgelehnt, oder er wurde auf zwei Geräten benutzt. Er gilt nicht mehr. Wer am Hub steht, kann dessen Knopf halten und von vorn anfangen.',
      'two-at-once':
        'Zwei Geräte haben diesen Code benutzt. Damit sind beide raus: Mit ihm kommt niemand mehr hinein. Wer am Hub steht, kann dessen Knopf halten und von vorn anfangen.',
      'another-waits':
        'Ein anderes Gerät hat diesen Code benutzt und wartet. Ist es keins von Ihren, beenden Sie beide: Der Code gilt dann nicht mehr, und niemand kommt mit ihm hinein.',
      full: 'Der Haushalt hat 16 Geräte, mehr passen nicht hinein. Nur der Knopf am Hub, gehalten, fängt von vorn an.',
      'not-that-hub':
        'Was geantwortet hat, ist nicht der Hub dieses Blatts. Benutzt ist nichts. Versuchen Sie es aus einem anderen Netz.',
      refused: 'Der Hub hat ihn nicht angenommen. Geändert ist nichts.',
      lost: 'Während er wartete, trat ein anderer Code an seine Stelle. Vielleicht hat ein Mitglied abgelehnt.',
    },
  },
};

const problems: Readonly<Record<string, string>> = {
  ...guardingProblemsDe,
  'hub-too-old': 'Ihr Hub kennt Wiederherstellungscodes noch nicht. Geändert ist nichts.',
  'hub-offline': 'Ihr Hub ist nicht verbunden. Geändert ist nichts.',
  'hub-silent':
    'Ihr Hub hat nicht rechtzeitig geantwortet. Machen Sie einen neuen Code, sobald er antwortet: Ob dieser gilt, ist offen.',
  'signer-not-admin': 'Dieses Gerät verwaltet den Haushalt nicht mehr. Geändert ist nichts.',
  'signature-wrong': 'Ein anderes Mitglied hat im selben Moment etwas geändert. Versuchen Sie es noch einmal.',
  'epoch-wrong': 'Ein anderes Mitglied hat im selben Moment etwas geändert. Versuchen Sie es noch einmal.',
  'roster-full':
    'Die unterschriebene Liste der Mitglieder ist voll: Sie fasst 16 Geräte, mit Passkeys und langen Namen weniger. Geändert hat sich nichts. Entfernen Sie zuerst ein Gerät.',
  'not-loaded': 'Die unterschriebene Liste der Mitglieder ist noch nicht da. Versuchen Sie es gleich noch einmal.',
};

import type { DepartureSentences } from './departure.en.ts';

const problems: Readonly<Record<string, string>> = {
  'presence-none': 'Auf seiner Anzeige steht gerade nichts. Drücken Sie kurz den Knopf und tippen Sie ab, was dort steht.',
  'presence-wrong': 'Auf seiner Anzeige steht etwas anderes. Vergleichen Sie die Zeichen.',
  'visit-running': 'Ein Besuch ist noch drinnen oder wird gefilmt. Es geht, sobald er draußen und die Tür verriegelt ist.',
  'door-not-locked': 'Eine Tür ist nicht verriegelt. Verriegeln Sie sie zuerst.',
  'leaving-none': 'Es ist kein Ende mehr angekündigt.',
  'leaving-longer-already': 'Es ist schon eine Woche. Mehr geht von fern nicht.',
  'start-over': 'Der Hub ist neu gestartet. Sehen Sie noch einmal auf seine Anzeige.',
  'roster-behind': 'Der Hub kennt Ihre neuesten Mitglieder noch nicht. Warten Sie, bis er sie hat.',
  'signer-not-admin': 'Den Hub übergibt nur ein Gerät, das den Haushalt verwaltet.',
  'signer-suspended': 'Dieses Gerät ist ausgesetzt.',
  'signer-unknown': 'Dieses Gerät gehört nicht mehr zum Haushalt.',
  'moved-out': 'Der Haushalt ist schon ausgezogen.',
  'hub-too-old': 'Ihr Hub kennt das noch nicht. Bringen Sie ihn zuerst auf den neuen Stand.',
  'hub-offline': 'Er ist nicht verbunden. Geändert hat sich nichts.',
  'hub-silent': 'Er antwortet nicht. Sehen Sie noch einmal hier nach, bevor Sie es wiederholen.',
}; // prettier-ignore

export const departureDe: DepartureSentences = {
  title: 'Ausziehen',
  reach: 'den Hub übergeben',
  what: 'Sie übergeben diesen Hub denen, die nach Ihnen hier wohnen. Es gilt sofort, und niemand kann es zurücknehmen.',
  erased: 'Am Hub wird gelöscht',
  erasedList: [
    'sein Schlüssel: Was danach startet, ist ein anderer Hub, mit einer Geschichte, die neu beginnt',
    'alle, die hier wohnen, und jede Erlaubnis, die Sie gegeben haben; niemand von Ihnen öffnet mehr eine Tür mit der App',
    'seine Belege, und Filme, die noch nicht in Ihrem Konto sind',
  ],
  stays: 'Sie behalten',
  staysList: [
    'jeden Beleg bis zum letzten, der sagt, dass Sie ausgezogen sind, mit seinem Platz im öffentlichen Protokoll',
    'die Filme in Ihrem Konto, die nur Ihre Geräte öffnen',
    'Beweise, die Sie gesichert haben',
  ],
  key: 'Die Klinke innen und der Schlüssel zur Tür gehen weiter. Übergeben Sie auch die Schlüssel.',
  hardware:
    'Das Passwort der Kamera und die Schlüssel von Chips an den Türen bleiben in den Einstellungen des Hubs. Wer als Nächstes hier wohnt, muss sie ändern.',
  onlyAdmins: 'Den Hub übergibt nur ein Gerät, das den Haushalt verwaltet.',
  how: 'Stehen Sie am Hub, alle Türen verriegelt und kein Besuch da. Drücken Sie kurz den Knopf; seine Anzeige zeigt zwei Minuten lang zwölf Zeichen.',
  letters: 'Zeichen auf der Anzeige des Hubs',
  mistyped: 'Das sind keine zwölf Buchstaben und Ziffern. Vergleichen Sie sie mit der Anzeige.',
  handOver: 'Ausziehen und löschen',
  working: 'Ihr Hub ist gefragt …',
  failed: 'Ihr Hub hat es nicht getan',
  failedWhy: (problem) =>
    problems[problem] ?? 'Geändert hat sich nichts. Versuchen Sie es noch einmal, wenn Ihr Hub antwortet.',
  leaving: 'Jemand hielt den Knopf Ihres Hubs: Ihr Haushalt endet dort',
  left: (time) =>
    `In ${time} seiner Laufzeit löscht der Hub alles, was er von Ihnen weiß, und gehört denen, die ihn als Nächstes koppeln.`,
  soon: 'Seine Zeit ist um: Der Hub löscht alles, was er von Ihnen weiß, sobald jede Tür verriegelt und kein Besuch da ist.',
  expected: 'Wenn Sie ausziehen, ist nichts zu tun.',
  afar: 'Wenn nicht, und Sie sind fort: Machen Sie eine Woche daraus, und kommen Sie, oder schicken Sie jemanden.',
  longer: 'Eine Woche daraus machen',
  longerDone: 'Sie haben eine Woche, von dem Druck auf den Knopf an. Mehr geht von fern nicht.',
  atHub: 'Am Hub halten Sie es auf: Drücken Sie kurz den Knopf und tippen Sie die Zeichen ab. Jemand dort, dem Sie trauen, kann sie Ihnen vorlesen.',
  stay: 'Wir bleiben',
  saidStay: (time) => `Sie bleiben, von Ihrem Hub um ${time} bestätigt`,
  staysByYou: 'Dieses Gerät hat es am Hub gesagt. Gelöscht ist nichts, und das angekündigte Ende gilt nicht mehr.',
  staysBy: (name) =>
    `${name ?? 'Ein Gerät, das hier keinen Namen hat,'} hat es am Hub gesagt. Gelöscht ist nichts, und das angekündigte Ende gilt nicht mehr.`,
  ended: (when) => `Ausgezogen ${when}. Diese Geschichte endet hier.`,
  endedNoTime: 'Ausgezogen. Diese Geschichte endet hier.',
  endedWhy:
    'Das ist der letzte Beleg des Hubs für Sie, vollständig und unterschrieben. Sein Schlüssel ist gelöscht: Was Sie erlaubt hatten, öffnet dort nichts mehr, und wer den Hub jetzt koppelt, fängt neu an. Was Sie hier haben, können Sie weiter lesen und sichern.',
  gone: {
    visit: 'Mit dem Auszug beendet',
    visitWhy: 'Was Sie erlaubt hatten, öffnet dort nichts mehr: Der Hub kennt niemanden aus Ihrem Haushalt.',
    notHere: 'An diesem Hub nicht mehr',
    notHereWhy: 'Ihr Haushalt ist dort ausgezogen. Was dieses Gerät hat, können Sie weiter lesen und sichern.',
  },
  endedSave: 'Die Geschichte sichern',
  silent: 'Ihr Haushalt hat an seinem Hub wahrscheinlich geendet',
  silentWhy: (when) =>
    `Angekündigt war es für ${when}, und seither hat der Hub nicht geantwortet. Kein Beleg zeigt es: Ein Hub ohne Strom schweigt genauso.`,
}; // prettier-ignore

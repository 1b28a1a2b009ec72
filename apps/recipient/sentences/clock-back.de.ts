import type { ClockBackSentences } from './clock-back.en.ts';

const problems: Readonly<Record<string, string>> = {
  'presence-none': 'Auf seiner Anzeige steht gerade nichts. Drücken Sie kurz den Knopf und tippen Sie ab, was dort steht.',
  'presence-wrong': 'Auf seiner Anzeige steht etwas anderes. Vergleichen Sie die Zeichen.',
  'visit-running': 'Ein Besuch ist noch drinnen oder wird gefilmt. Es geht, sobald er draußen und die Tür verriegelt ist.',
  'start-over': 'Der Hub ist neu gestartet. Sehen Sie noch einmal auf seine Anzeige.',
  'floor-moved': 'Seine Uhr hat sich inzwischen geändert. Drücken Sie noch einmal den Knopf und wiederholen Sie es.',
  'floor-not-ahead': 'Seine Uhr geht nicht mehr vor.',
  'own-clock': 'Die Uhr dieses Geräts geht falsch. Stellen Sie sie zuerst.',
  'roster-behind': 'Der Hub kennt Ihre neuesten Mitglieder noch nicht. Warten Sie, bis er sie hat.',
  'signer-not-admin': 'Zurückstellen kann sie nur ein Gerät, das den Haushalt verwaltet.',
  'signer-suspended': 'Dieses Gerät ist ausgesetzt.',
  'signer-unknown': 'Dieses Gerät gehört nicht mehr zum Haushalt.',
  'storage-short': 'Er konnte es nicht aufschreiben. Bis er es kann, weiß er keine Zeit, und Besuch wartet.',
  'moved-out': 'Der Haushalt ist schon ausgezogen.',
  'hub-too-old': 'Ihr Hub kennt das noch nicht. Bringen Sie ihn zuerst auf den neuen Stand.',
  'hub-offline': 'Er ist nicht verbunden. Geändert hat sich nichts.',
  'hub-silent': 'Er antwortet nicht. Sehen Sie noch einmal hier nach, bevor Sie es wiederholen.',
}; // prettier-ignore

export const clockBackDe: ClockBackSentences = {
  title: 'Die Uhr Ihrer Tür',
  device: 'Dieses Gerät sagt',
  door: 'Ihre Tür sagt',
  doorFloor: 'Ihre Tür weiß gerade keine Zeit und glaubt keine vor',
  unheard: 'Ihr Hub hat seine Zeit noch nicht gesagt.',
  right: 'Die Uhr Ihrer Tür geht nicht vor. Es gibt nichts zurückzustellen.',
  ownClock:
    'Stellen Sie zuerst die Uhr dieses Geräts: Schalten Sie in den Einstellungen die automatische Zeit ein. Die Uhr Ihrer Tür würde ihr folgen.',
  onlyAdmins: 'Zurückstellen kann sie nur ein Gerät, das den Haushalt verwaltet.',
  what: 'Was daraus folgt',
  whatList: [
    'Ihre Tür richtet sich nach der Zeit dieses Geräts und lässt Besuch danach ein.',
    'Eine Erlaubnis, deren Zeit dann läuft, auch zum zweiten Mal, gilt. Sperren Sie vorher, was nicht mehr kommen soll.',
    'Was benutzt ist, bleibt benutzt, Sperren bleiben, und alle Mitglieder hören davon.',
  ],
  check: 'Stimmt die Zeit dieses Geräts? Vergleichen Sie sie mit einer anderen Uhr.',
  how: 'Gehen Sie dann zum Hub, während niemand zu Besuch ist. Drücken Sie kurz seinen Knopf; seine Anzeige zeigt zwei Minuten lang zwölf Zeichen.',
  letters: 'Zeichen auf der Anzeige des Hubs',
  mistyped: 'Das sind keine zwölf Buchstaben und Ziffern. Vergleichen Sie sie mit der Anzeige.',
  setBack: 'Uhr zurückstellen',
  working: 'Wartet auf Ihren Hub …',
  done: 'Zurückgestellt, von Ihrem Hub bestätigt',
  doneWhy:
    'Ihre Tür richtet sich jetzt nach der Zeit dieses Geräts. Springt ihre Uhr nach einem Stromausfall wieder vor, ist ihr Uhrenbaustein kaputt.',
  failed: 'Ihr Hub hat es nicht getan',
  failedWhy: (problem) =>
    problems[problem] ?? 'Geändert hat sich nichts. Versuchen Sie es noch einmal, wenn Ihr Hub antwortet.',
  news: (when) => `Die Uhr Ihres Hubs wurde ${when} zurückgestellt`,
  newsByYou: 'Dieses Gerät hat es am Hub gesagt.',
  newsBy: (name) => `${name ?? 'Ein Gerät, das hier keinen Namen hat,'} hat es am Hub gesagt.`,
  newsWhy: (from) =>
    `Sie hatte ${from} gezeigt. Erlaubnisse, deren Zeit noch einmal läuft, gelten wieder: Sperren Sie, was nicht mehr kommen soll.`,
};

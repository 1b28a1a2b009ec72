import type { SuspensionSentences } from './suspension.en.ts';

const problems: Readonly<Record<string, string>> = {
  'presence-none': 'Auf seiner Anzeige steht gerade nichts. Drücken Sie kurz den Knopf und tippen Sie ab, was dort steht.',
  'presence-wrong': 'Auf seiner Anzeige steht etwas anderes. Vergleichen Sie die Zeichen.',
  'visit-running': 'Ein Besuch ist noch drinnen. Es geht, sobald er draußen und die Tür verriegelt ist.',
  'suspended-already': 'Es ist schon ausgesetzt.',
  'suspension-rests': 'Sie hatten es eben erst ausgesetzt. Noch einmal geht das einen Tag nach dem Ende.',
  'suspension-none': 'Es ist nicht mehr ausgesetzt.',
  'not-yours': 'Das beendet nur, wer es ausgesetzt hat, oder ein Gerät, das den Haushalt verwaltet.',
  'signer-suspended': 'Dieses Gerät ist selbst ausgesetzt.',
  'signer-unknown': 'Dieses Gerät gehört nicht mehr zum Haushalt.',
  'target-unknown': 'Es gehört nicht mehr zum Haushalt.',
  'hub-too-old': 'Ihr Hub kennt das noch nicht. Bringen Sie ihn zuerst auf den neuen Stand.',
  'hub-offline': 'Er ist nicht verbunden. Geändert hat sich nichts.',
  'hub-silent': 'Er hat nicht rechtzeitig geantwortet. Sehen Sie noch einmal hier nach, bevor Sie es wiederholen.',
}; // prettier-ignore

export const suspensionDe: SuspensionSentences = {
  title: 'Am Hub aussetzen',
  reach: 'Für ein verlorenes Telefon oder jemanden, der nicht hinein soll. Sie müssen dazu am Hub stehen.',
  what: [
    'Drei Tage lang zählt für Ihren Hub nichts, was dieses Gerät unterschreibt: Es öffnet nichts, erlaubt nichts und ändert nichts, auch wenn es den Haushalt verwaltet.',
    'Was es erlaubt hat, ruht so lange. Seine Anmeldung, seine Mitteilungen und sein Livebild enden sofort.',
    'Alle Mitglieder erfahren es. Es endet von selbst, oder vorher am Hub.',
    'Die Klinke innen und der Schlüssel zur Tür gehen weiter. Eingesperrt wird niemand.',
  ],
  how: 'Drücken Sie kurz den Knopf am Hub. Seine Anzeige zeigt zwei Minuten lang zwölf Zeichen.',
  letters: 'Zeichen auf der Anzeige des Hubs',
  mistyped: 'Das sind keine zwölf Buchstaben und Ziffern. Vergleichen Sie sie mit der Anzeige.',
  suspend: 'Für drei Tage aussetzen',
  suspending: 'Ihr Hub ist gefragt …',
  done: 'Ausgesetzt, von Ihrem Hub bestätigt',
  state: 'Am Hub ausgesetzt',
  left: (time) => `Es zählt wieder, wenn der Hub noch ${time} gelaufen ist.`,
  end: 'Am Hub beenden',
  endHow:
    'Wer es ausgesetzt hat oder den Haushalt verwaltet, beendet es am Hub: kurz den Knopf drücken und abtippen, was die Anzeige zeigt.',
  endYes: 'Wieder zählen lassen',
  ended: 'Es zählt wieder, von Ihrem Hub bestätigt',
  notice: (name) => `${name} ist am Hub ausgesetzt`,
  by: (name) => (name === undefined ? 'Ausgesetzt von einem Gerät, das hier keinen Namen hat.' : `Ausgesetzt von: ${name}.`),
  byYou: 'Ausgesetzt von diesem Gerät.',
  until: (when) => `Bis ${when}, länger, wenn der Hub zwischendurch aus ist.`,
  youEnd: 'Sie können es am Hub vorher beenden.',
  othersEnd: (name) =>
    `Vorher nur am Hub: durch ${name ?? 'den, der es ausgesetzt hat,'} oder ein Gerät, das den Haushalt verwaltet. Wenn es nicht sein soll, gehen Sie gemeinsam hin.`,
  toEnd: 'Am Hub beenden',
  toDevice: 'Dieses Gerät zeigen',
  row: 'am Hub ausgesetzt',
  recovery:
    'Eine Wiederherstellung wartet. Derselbe Knopfdruck lässt sie ein: Lehnen Sie sie zuerst ab, wenn sie nicht von Ihnen ist.',
  failed: 'Ihr Hub hat es nicht getan',
  failedWhy: (problem) =>
    problems[problem] ?? 'Geändert hat sich nichts. Versuchen Sie es noch einmal, wenn Ihr Hub antwortet.',
  self: 'Dieses Gerät ist ausgesetzt',
  selfBySomebody: 'Jemand am Hub hat es ausgesetzt; wer es war, ist hier nicht angekommen.',
  selfWhy:
    'Es öffnet und ändert jetzt nichts, und Ihr Konto zeigt ihm nichts. Die Klinke innen und der Schlüssel zur Tür gehen weiter.',
  notNow: 'Jetzt nicht von diesem Gerät',
  notNowWhy: 'Was Sie hier tun könnten, wartet, bis dieses Gerät wieder zählt. Bis dahin tut es jedes andere Gerät des Haushalts.',
  selfUntil: (when) => `Spätestens ${when} zählt es wieder, später nur, wenn der Hub zwischendurch aus ist.`,
  selfWay: 'Vorher nur am Hub: durch den, der es ausgesetzt hat, durch ein anderes Gerät, das den Haushalt verwaltet, oder mit Ihrem Wiederherstellungsblatt.',
}; // prettier-ignore

import type { Tables } from '@latchkey/web-kit';
import type { LeftOver, RuleTrouble } from '../model/dispatch/rules.ts';

const stops = (count: number) => (count === 1 ? '1 stop' : `${count} stops`);
const visits = (count: number) => (count === 1 ? '1 visit' : `${count} visits`);

const en = {
  rail: 'Give visits to a courier',
  railHint: 'Drag a row onto a courier, or choose rows and press a courier.',
  railKeys: 'a leads here.',
  stops,
  give: (count: number) => `Give ${visits(count)}`,
  giveNone: 'Choose visits first',
  dropHere: (name: string) => `Drop to give to ${name}`,
  chosen: (count: number) => `${count} chosen. Press a courier, or drag.`,
  clear: 'Choose none',
  chooseRow: (parcel: string) => `Choose ${parcel}`,
  chooseAll: 'Choose all that wait for a courier',
  running: (done: number, all: number) => `${done} of ${all} signed…`,
  done: (count: number, name: string) => `${visits(count)} given to ${name}.`,
  doneMany: (count: number) => `${visits(count)} given away.`,
  doneWhy: 'Each door was told; its own receipt confirms it.',
  later: (count: number) =>
    count === 1
      ? 'One door is away and is told when it is back.'
      : `${count} doors are away and are told when they are back.`,
  notGiven: (count: number) => `${visits(count)} could not be given away`,
  away: 'The server did not answer. Try again.',
  conflict: 'Something changed meanwhile; look at the visit.',
  byRule: 'Assign by rule',
  byRuleOf: (rule: number, area: string) => `by rule ${rule}: ${area === '' ? 'everywhere' : area}`,
  title: 'Assign by rule',
  back: 'Shipments',
  why: 'The first rule that fits and has room takes the visit. Rules stay in this browser, where the key is that signs; nothing is assigned before you say so.',
  loading: 'Rules are being read',
  rules: 'Rules',
  noRules: 'No rule yet.',
  noRulesWhy: 'A rule names a courier, and where or up to how many stops.',
  noCouriers: 'Take a courier on first; a rule needs somebody.',
  heads: { number: 'No.', courier: 'Courier', area: 'Postcodes', upTo: 'Up to stops', next: 'Change' },
  everywhere: 'everywhere',
  endless: 'without end',
  courierHint: 'Whose tour it goes onto.',
  areaHint: 'Like 101xx, 10969. Empty: everywhere.',
  upToHint: 'With the stops of now. Empty: without end.',
  add: 'Add a rule',
  remove: 'Remove',
  switchOff: 'Switch off',
  switchOn: 'Switch on',
  off: 'off',
  up: 'Move up',
  down: 'Move down',
  rule: (number: number) => `Rule ${number}`,
  trouble: (trouble: RuleTrouble): string => {
    switch (trouble.kind) {
      case 'courier-gone':
        return 'This courier’s key was not checked in this browser; take them on here.';
      case 'courier-blocked':
        return 'This courier’s phone is blocked.';
      case 'area-wrong':
        return `“${trouble.pattern}” is no postcode: figures and letters, x for any one sign, two to eight of them.`;
      case 'up-to-wrong':
        return 'A whole number from 1 to 500.';
      case 'never-reached':
        return `Never reached: rule ${trouble.by} takes everything.`;
    }
  },
  plan: 'What the rules would do now',
  planNone: 'No visit waits for a courier.',
  planNothing: 'The rules give nothing to anybody.',
  planHeads: { to: 'To', window: 'Window', courier: 'Courier', rule: 'By rule' },
  left: 'Left over',
  leftWhy: {
    'no-rule': 'no rule fits',
    full: 'every courier who fits is full',
    'no-address': 'its address was sealed with another key',
  } satisfies Record<LeftOver, string>,
  sign: (count: number) => `Sign and assign ${visits(count)}`,
};
export type DispatchSentences = typeof en;

const besuche = (count: number) => (count === 1 ? '1 Besuch' : `${count} Besuche`);

const de: DispatchSentences = {
  rail: 'Besuche an einen Kurier geben',
  railHint: 'Ziehen Sie eine Zeile auf einen Kurier, oder wählen Sie Zeilen aus und drücken Sie auf den Kurier.',
  railKeys: 'a führt hierher.',
  stops: (count) => (count === 1 ? '1 Halt' : `${count} Halte`),
  give: (count) => `${besuche(count)} geben`,
  giveNone: 'Zuerst Besuche auswählen',
  dropHere: (name) => `Loslassen gibt an ${name}`,
  chosen: (count) => `${count} ausgewählt. Drücken Sie auf einen Kurier, oder ziehen Sie.`,
  clear: 'Auswahl aufheben',
  chooseRow: (parcel) => `${parcel} auswählen`,
  chooseAll: 'Alle auswählen, die auf einen Kurier warten',
  running: (done, all) => `${done} von ${all} unterschrieben …`,
  done: (count, name) => `${besuche(count)} an ${name} gegeben.`,
  doneMany: (count) => `${besuche(count)} vergeben.`,
  doneWhy: 'Jede Tür weiß es; ihr eigener Beleg bestätigt es.',
  later: (count) =>
    count === 1
      ? 'Eine Tür ist nicht erreichbar und erfährt es, sobald sie zurück ist.'
      : `${count} Türen sind nicht erreichbar und erfahren es, sobald sie zurück sind.`,
  notGiven: (count) =>
    count === 1 ? '1 Besuch ließ sich nicht vergeben' : `${count} Besuche ließen sich nicht vergeben`,
  away: 'Der Server hat nicht geantwortet. Versuchen Sie es noch einmal.',
  conflict: 'Inzwischen hat sich etwas geändert; sehen Sie sich den Besuch an.',
  byRule: 'Nach Regeln zuweisen',
  byRuleOf: (rule, area) => `nach Regel ${rule}: ${area === '' ? 'überall' : area}`,
  title: 'Nach Regeln zuweisen',
  back: 'Sendungen',
  why: 'Die erste Regel, die passt und noch Platz hat, nimmt den Besuch. Regeln bleiben in diesem Browser, beim Schlüssel, der unterschreibt; zugewiesen wird erst auf Ihr Wort.',
  loading: 'Regeln werden gelesen',
  rules: 'Regeln',
  noRules: 'Noch keine Regel.',
  noRulesWhy: 'Eine Regel nennt einen Kurier und dazu ein Gebiet oder eine Zahl von Halten.',
  noCouriers: 'Nehmen Sie zuerst einen Kurier auf; eine Regel braucht jemanden.',
  heads: { number: 'Nr.', courier: 'Kurier', area: 'Postleitzahlen', upTo: 'Bis Halte', next: 'Ändern' },
  everywhere: 'überall',
  endless: 'ohne Ende',
  courierHint: 'Auf wessen Tour es kommt.',
  areaHint: 'Etwa 101xx, 10969. Leer: überall.',
  upToHint: 'Die jetzigen Halte zählen mit. Leer: ohne Ende.',
  add: 'Regel anlegen',
  remove: 'Entfernen',
  switchOff: 'Ausschalten',
  switchOn: 'Einschalten',
  off: 'aus',
  up: 'Nach oben',
  down: 'Nach unten',
  rule: (number) => `Regel ${number}`,
  trouble: (trouble) => {
    switch (trouble.kind) {
      case 'courier-gone':
        return 'Der Schlüssel dieses Kuriers wurde nicht in diesem Browser geprüft; nehmen Sie ihn hier auf.';
      case 'courier-blocked':
        return 'Das Telefon dieses Kuriers ist gesperrt.';
      case 'area-wrong':
        return `„${trouble.pattern}“ ist keine Postleitzahl: Ziffern und Buchstaben, x für ein beliebiges Zeichen, zwei bis acht davon.`;
      case 'up-to-wrong':
        return 'Eine ganze Zahl von 1 bis 500.';
      case 'never-reached':
        return `Kommt nie an die Reihe: Regel ${trouble.by} nimmt alles.`;
    }
  },
  plan: 'Was die Regeln jetzt täten',
  planNone: 'Kein Besuch wartet auf einen Kurier.',
  planNothing: 'Die Regeln geben niemandem etwas.',
  planHeads: { to: 'An', window: 'Zeitfenster', courier: 'Kurier', rule: 'Nach Regel' },
  left: 'Bleibt übrig',
  leftWhy: {
    'no-rule': 'keine Regel passt',
    full: 'alle passenden Kuriere sind voll',
    'no-address': 'die Anschrift wurde mit einem anderen Schlüssel versiegelt',
  },
  sign: (count) => `${besuche(count)} unterschreiben und zuweisen`,
};

export const dispatchSentences: Tables<DispatchSentences> = { en, de };

import type { RulesSentences } from './rules.en.ts';

export const rulesDe: RulesSentences = {
  title: 'Regeln für Pakete',
  rest: 'Sie ruhen, solange dieses Gerät nicht zählt; ändern lassen sie sich danach.',
  where: 'Regeln bleiben auf diesem Telefon. Weder Server noch Paketdienste wissen, dass es welche gibt.',
  reach: {
    none: 'Noch keine',
    some: (inForce, all) =>
      inForce === all ? `${String(all)} in Kraft` : `${String(inForce)} von ${String(all)} in Kraft`,
  },
  empty: 'Noch keine Regeln.',
  emptyHow:
    'Eine Regel beginnt mit einem Paket. Wenn Sie darüber entscheiden, öffnen Sie „Beim nächsten Paket“ und wählen „Für mich eintragen“ oder „Für mich unterschreiben“. Was Sie für dieses Paket gewählt haben, ist dann die Regel für seinen Paketdienst und steht hier.',
  emptyWay: 'Zu Ihren Paketen',
  parcelsOf: (carrier) => `Pakete von ${carrier}`,
  inside: (door, place) => (place === '' ? `Hinein, ${door}` : `Hinein, ${door}: ${place}`),
  doorGone: 'Diese Tür hat Ihr Haushalt nicht mehr. Die Regel schweigt, bis Sie eine andere wählen.',
  always: 'Wann immer der Paketdienst es ankündigt',
  hours: (days, span) => `${days}, ${span} Uhr`,
  days: { 'every-day': 'Täglich', weekdays: 'Montag bis Freitag', weekend: 'Samstag und Sonntag' },
  and: 'und',
  how: {
    fill: 'Wird für Sie eingetragen. Sie unterschreiben selbst.',
    sign: 'Unterschreibt dieses Telefon, solange die App offen ist, und nur für den Schlüssel, den Sie kennen.',
  },
  off: 'Ausgeschaltet. Pakete warten auf Sie.',
  edit: 'Ändern',
  editOf: (carrier) => `Die Regel für ${carrier} ändern`,
  switchOff: 'Ausschalten',
  switchOn: 'Einschalten',
  switchOf: (carrier, on) => `Die Regel für ${carrier} ${on ? 'einschalten' : 'ausschalten'}`,
  forget: 'Vergessen',
  forgetOf: (carrier) => `Die Regel für ${carrier} vergessen`,
  forgetConsequence: (carrier) =>
    `Pakete von ${carrier} warten wieder auf Sie. Was schon unterschrieben ist, bleibt unterschrieben.`,
  forgetYes: 'Diese Regel vergessen',
  forgetNo: 'Behalten',
  gone: 'Diese Regel gibt es nicht mehr.',
  form: {
    how: 'Was dieses Telefon tut',
    when: 'Wann',
    any: 'Wann immer der Paketdienst es ankündigt',
    anyHint: 'Bei mehr als 12 Stunden fragt auch eine Regel, die unterschreibt.',
    within: 'Nur an manchen Tagen, zu manchen Stunden',
    withinHint: 'Erlaubt wird der Teil der angekündigten Zeit, der darin liegt. Alles andere wartet auf Sie.',
    daysLegend: 'Tage',
    from: 'Von',
    until: 'Bis',
    wrong: {
      door: 'Bitte wählen Sie eine Tür.',
      days: 'Bitte wählen Sie mindestens einen Tag.',
      times: 'Zwischen Anfang und Ende müssen mindestens 15 Minuten liegen.',
      secret:
        'Ein Text oben sieht nach einem Code aus oder verrät, wo ein Schlüssel liegt. Bitte nehmen Sie das heraus.',
    },
    save: 'Regel speichern',
  },
};

import type { EvidenceWords } from './en.ts';
import { eventsDe } from './events.ts';

export const evidenceDe: EvidenceWords = {
  file: {
    tooLarge: 'Die Datei ist größer als 256 MiB; so groß ist kein Beweis.',
    noJson: 'Die Datei ist kein JSON. Nehmen Sie die Datei, die die App gespeichert hat, unverändert.',
    noFormat: 'Die Datei nennt kein Format von Latchkey.',
    otherFormat: (what) =>
      `Die Datei hat das Format „${what}“, das dieses Programm nicht kennt. Ein neueres vielleicht.`,
    wrongField: (where) => `Die Datei ist bei „${where}“ beschädigt.`,
  },
  receipts: {
    name: 'Belege',
    none: 'keine, also ist nichts bewiesen.',
    hold: (count, to) =>
      `${count}, alle vom Hub unterschrieben, keiner fehlt, keiner ist geändert oder verschoben${to === undefined ? '' : `, vollständig bis ${to}`}.`,
    holdVisit: (count, from, to) =>
      `${count === 1 ? 'einer von diesem Besuch' : `${count} von diesem Besuch`} (${from === to ? from : `${from} bis ${to}`}), jeder vom Hub unterschrieben, keiner geändert oder verschoben.`,
    hidden: (before, between) =>
      before + between === 0
        ? 'Davor und dazwischen liegt keiner dieses Hubs.'
        : `Nicht gezeigt: ${before === 0 ? 'keiner' : before} dieses Hubs davor und ${between === 0 ? 'keiner' : between} dazwischen.`,
    proven: (from, to, time) =>
      `Der Hub selbst sagt${time === undefined ? '' : `, um ${time}`}, dass es unter seinen Belegen ${from} bis ${to} alle von diesem Besuch sind. Was nach ${to} kam, sagt er nicht.`,
    partly: (from, to) =>
      `Der Hub selbst hat die Belege dieses Besuchs nur von ${from} bis ${to} gezählt. Ob es darüber hinaus weitere gibt, ist nicht bewiesen.`,
    unproven:
      'Die eigene Zählung des Hubs ist nicht in der Datei: Ob es weitere Belege dieses Besuchs gibt, ist nicht bewiesen.',
    leftOut: (numbers) => `Der Hub zählt weitere zu diesem Besuch, die in der Datei fehlen: ${numbers}.`,
    break: (good, why) =>
      good === 0
        ? `Schon der erste stimmt nicht: ${why}.`
        : `${good === 1 ? 'Einer stimmt' : `${good} stimmen`}, dann reißt die Kette: ${why}.`,
    why: {
      malformed: 'der nächste ist beschädigt oder nicht von diesem Hub unterschrieben',
      'other-hub': 'der nächste stammt von einem anderen Hub',
      gap: 'einer fehlt',
      'does-not-follow': 'der nächste folgt nicht auf den vorigen',
      'after-the-end': 'einer folgt, nachdem der Haushalt ausgezogen war',
      order: 'die nächsten kommen nicht nach den vorigen',
      'other-visit': 'der nächste gehört zu einem anderen Besuch oder zu keinem',
      'tally-contradicts': 'die Zählung des Hubs gehört zu etwas anderem oder passt nicht zu ihnen',
    },
  },
  permission: {
    name: 'Erlaubnis',
    absent: 'Die Datei enthält keine.',
    unused: 'Kein Beleg nennt eine; bis zur Tür kam niemand.',
    untold: 'Von den Belegen, die stimmen, nennt keiner eine. Ob es andere tun, ist nicht bewiesen.',
    holds: (from, to, handedOn) =>
      `Der Hub handelte genau nach dieser, von ${from} bis ${to}, ${handedOn === 1 ? 'einmal' : `${handedOn}-mal`} weitergegeben.`,
    contradicts: (why) => `Sie passt nicht: ${why}.`,
    why: {
      malformed: 'Erlaubnis oder Zuweisung in der Datei ist beschädigt',
      'other-hub': 'sie gilt für einen anderen Hub',
      'other-visit': 'sie gilt für einen anderen Besuch',
      'signature-wrong': 'eine Zuweisung hat nicht unterschrieben, wer sie bekommen hatte',
      'other-chain': 'der Hub handelte nach einer anderen',
      'no-such-date': 'sie hat keinen Termin mit der Nummer, die in der Datei steht',
    },
  },
  log: {
    name: 'Öffentliches Protokoll',
    absent: 'Die Datei enthält keinen Nachweis.',
    logged: (name, size) => `${name} hat alles davon, in einem Baum aus ${size}`,
    unseen: 'von keinem Zeugen gesehen',
    seen: (who) => `gesehen von ${who}`,
    seenAt: (name, time) => `${name} um ${time}`,
    itsOwnWord: 'Für seinen Schlüssel steht nur die Datei selbst ein, bis Sie Ihren mitbringen.',
    twoStories: (name, sizes) =>
      `${name} hat zwei Stände unterschrieben, die nicht beide wahr sein können (Größen ${sizes}). Diese Datei beweist es.`,
    saidTwoStories: (name, sizes) =>
      `Jemand hat mit dem Schlüssel, den diese Datei ${name} zuschreibt, zwei Stände unterschrieben, die nicht beide wahr sein können (Größen ${sizes}).`,
    shrank: (name, before, now) =>
      `Wer die Datei gespeichert hat, sagt, dass ${name} einen Baum aus ${before} zeigte und später nur einen aus ${now}. Unterschrieben hat es beide; welcher später kam, sagt nur die Datei.`,
    allegedShrunk:
      'Er sagt, dass sein Protokoll kürzer geworden ist; für die Reihenfolge der beiden Stände steht nur er selbst ein.',
    accused: 'Sein Protokoll hat zwei Geschichten erzählt.',
    alleged:
      'Was er einem Protokoll vorwirft, ist erst bewiesen, wenn Sie dessen Schlüssel aus anderer Quelle mitbringen.',
    and: ' und ',
    wrong: (why) => `Der Nachweis stimmt nicht: ${why}.`,
    why: {
      malformed: 'er ist beschädigt',
      'no-story': 'es fehlt die ganze Geschichte, die er belegen könnte',
      'no-key': 'der Schlüssel des Protokolls ist keiner',
      'other-log': 'er gehört zu einem anderen Protokoll',
      'not-signed': 'das Protokoll hat ihn nicht unterschrieben',
      'signature-wrong': 'eine Unterschrift ist falsch',
      'too-few-witnesses': 'zu wenige Zeugen haben ihn gesehen',
      'not-included': 'der neueste Beleg steht nicht darin',
      'not-each': 'es ist nicht ein Nachweis für jede Folge von Belegen da',
      'other-tree': 'die einzelnen gehören zu verschiedenen Ständen',
      'no-contradiction': 'was sich widersprechen soll, tut es nicht',
    },
  },
  film: {
    name: 'Film',
    none: 'Die Datei enthält keinen, und kein Beleg spricht von einem.',
    untold:
      'Die Datei enthält keinen, und von den Belegen, die stimmen, spricht keiner von einem. Ob es andere tun, ist nicht bewiesen.',
    leftOut: (films) =>
      `Beim Speichern weggelassen, wie die Datei selbst sagt. Die Belege nennen ${films.length === 1 ? 'einen' : films.length}: ${films.join('; ')}.`,
    missing: (films, named) =>
      `${films.length === 1 ? (named === 1 ? 'Der Film, den die Belege nennen, ist' : `Einer von ${named} Filmen, die die Belege nennen, ist`) : `${films.length} von ${named} Filmen, die die Belege nennen, sind`} nicht in der Datei, und sie sagt nicht, dass etwas weggelassen wurde: ${films.join('; ')}.`,
    named: (from, to, seq) =>
      `begonnen ${from}, ${to === undefined ? 'sein Ende nennt kein Beleg' : `beendet ${to}`} (Beleg ${seq})`,
    elsewhere: (count) =>
      count === 1
        ? 'Ein weiterer Film gehört zu einem anderen Termin derselben Erlaubnis.'
        : `${count} weitere Filme gehören zu anderen Terminen derselben Erlaubnis.`,
    from: (from, seconds, frames) =>
      `Ab ${from}${seconds === undefined ? '' : `, ${seconds} s`}, ${frames} Bilder, jedes von diesem Hub versiegelt und unterschrieben, dieselben, die die Belege nennen`,
    state: {
      whole: 'keines fehlt',
      gap: 'wo welche fehlen, sagt der Hub selbst',
      holes: 'manche, die der Hub schrieb, sind nicht in der Datei',
      truncated: 'sein Ende ist nicht in der Datei',
    },
    opened: 'Den Schlüssel zu seinen Bildern enthält die Datei.',
    sealed: 'Seine Bilder bleiben versiegelt: Die Datei enthält keinen Schlüssel.',
    wrong: (why) => `Er passt nicht: ${why}.`,
    why: {
      malformed: 'er ist beschädigt',
      'no-init': 'sein Anfang fehlt',
      'second-init': 'zwei sind aneinandergesetzt',
      order: 'Bilder stehen in falscher Reihenfolge',
      chain: 'ein Bild wurde geändert oder herausgenommen',
      signature: 'dieser Hub hat ihn nicht unterschrieben',
      'other-recording': 'Teile stammen aus einem anderen',
      count: 'es sind nicht so viele Bilder, wie der Hub gezählt hat',
      'after-close': 'hinter sein Ende wurde etwas gesetzt',
      seal: 'ein Bild wurde geändert',
      'wrong-key': 'der Schlüssel in der Datei gehört zu einem anderen',
      'other-visit': 'er zeigt einen anderen Besuch',
      'not-recorded': 'kein Beleg dieses Besuchs nennt ihn',
      'other-film': 'die Belege nennen andere Bilder',
    },
  },
  events: eventsDe,
  timeUnknown: 'Zeit unbekannt',
  receipt: (seq) => `Beleg ${seq}`,
  door: (door) => `Tür ${door}`,
  presence: {
    camera: 'ihre Kamera sah den Code auf dem Telefon',
    display: 'der Code auf ihrer Anzeige wurde gelesen',
    tag: 'ihr Chip wurde gelesen',
  },
  holds: 'Es stimmt.',
  visitHolds: 'Was der Beweis über den Besuch sagt, stimmt.',
  holdsNot: 'Es stimmt nicht.',
  holdsForVisit: 'Es stimmt, für diesen Besuch allein.',
  incomplete: 'Was darin ist, stimmt. Der Beweis ist unvollständig: Film fehlt.',
  unproven: 'Was darin ist, stimmt. Dass es alles von diesem Besuch ist, ist nicht bewiesen.',
};

import type { LogSentences } from './log.en.ts';

export const logDe: LogSentences = {
  asking: 'Das öffentliche Protokoll wird gelesen …',
  unreached: 'Das öffentliche Protokoll war nicht erreichbar; geprüft ist, was ohne es geht.',
  notYet: 'Noch nicht im öffentlichen Protokoll; das dauert ein paar Sekunden.',
  kept: (seq) => `Bis Beleg ${seq} steht alles auch im öffentlichen Protokoll des Servers.`,
  seen: (names) => `Bezeugt von ${names}.`,
  unsigned: (names) => `Noch nicht bezeugt von ${names}.`,
  listedLater: (name, day) => `Dieses Gerät weiß erst seit ${day}, dass der Server ${name} als Zeugen nennt.`,
  unwitnessed: 'Dieses Gerät kennt keinen Zeugen dafür.',
  byHub: {
    title: (time) => `Ihr Hub zweifelt am öffentlichen Protokoll des Servers, seit ${time}`,
    found: {
      missing: 'Ein Beleg, den er zehn Minuten vorher abgegeben hatte, stand nicht darin.',
      shrunk: 'Es war kürzer, als der Hub es kannte.',
      forked: 'Es hatte zwei Stände, die nicht beide stimmen können, beide unterschrieben.',
      stranger: 'Ein anderer Schlüssel hatte es unterschrieben.',
      unreadable: 'Was es lieferte, hielt zweimal der Prüfung nicht stand.',
    },
    next: 'Keine Tür geht deshalb auf oder bleibt deshalb zu, und Ihre Belege gelten auch ohne das Protokoll. Sichern Sie die Beweise der letzten Besuche, und fragen Sie, wer den Server betreibt.',
  },
  found: {
    since: (time) => `Entdeckt: ${time}.`,
    putAway: 'Meldung wegräumen',
    consequence:
      'Dieses Gerät vergisst dann die unterschriebenen Stände, und spätere Dateien enthalten sie nicht mehr. Was Sie schon gesichert haben, behält sie.',
    keep: 'Behalten',
    forget: 'Stände vergessen',
  },
  broken: {
    missing: {
      title: 'Im öffentlichen Protokoll fehlt Ihr neuester Beleg',
      body: 'Der Server hat den Beleg, aber er steht nicht im Protokoll. Bleibt es dabei, fragen Sie, wer den Server betreibt.',
    },
    shrunk: {
      title: 'Das öffentliche Protokoll wurde kürzer',
      body: 'Der Server zeigte einen älteren Stand, als dieses Gerät schon kannte: Er wurde aus einer Sicherung wiederhergestellt, oder er verschweigt etwas. Keine Tür geht deshalb auf oder bleibt deshalb zu, und Ihre Belege gelten weiter. Die Beweise eines Besuchs, als Datei gesichert, enthalten beide Stände; fragen Sie, wer den Server betreibt.',
    },
    forked: {
      title: 'Der Server hat zwei verschiedene Protokolle gezeigt',
      body: 'Er hat zwei Stände unterschrieben, die nicht beide stimmen können. Keine Tür geht deshalb auf oder bleibt deshalb zu, und Ihre Belege gelten weiter. Die Beweise eines Besuchs, als Datei gesichert, enthalten beide Unterschriften, und alle können sie prüfen: Sichern Sie eine, und fragen Sie dann, wer den Server betreibt.',
    },
    stranger: {
      title: 'Das öffentliche Protokoll hat einen anderen Schlüssel',
      body: 'Dieses Gerät kennt den ersten. Fragen Sie, wer den Server betreibt, warum er gewechselt hat.',
    },
    unreadable: {
      title: 'Das öffentliche Protokoll hält der Prüfung nicht stand',
      body: 'Was der Server liefert, ist nicht, was er unterschrieben hat. Die Belege selbst gelten weiter.',
    },
  },
};

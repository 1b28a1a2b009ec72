import { always, type Sentences } from './sentence.ts';

const NOTHING = 'Nichts zu tun: Die Tür blieb zu.';
const TELL_CARRIER = 'Die Tür blieb zu. Sagen Sie dem Dienst Bescheid, wenn es wieder vorkommt.';
const AGAIN = 'Tippen Sie noch einmal.';

export const deMember: Sentences = {
  'too-large': always('Eine Anfrage war zu lang, um echt zu sein.', NOTHING),
  unreadable: always('Ihre Tür konnte mit einer Anfrage nichts anfangen.', NOTHING),
  'link-malformed': always('Die Unterlagen eines Besuchs waren beschädigt oder erfunden.', TELL_CARRIER),
  'claims-malformed': always('In den Unterlagen eines Besuchs stand etwas, das Ihre Tür nicht kennt.', TELL_CARRIER),
  'not-armed': always(
    'Ihre Tür kannte diesen Besuch noch nicht.',
    'Das Gerät schickt beim nächsten Versuch alles mit.',
  ),
  'signer-unknown': always(
    'Unterschrieben von jemandem, der nicht zu Ihrem Haushalt gehört.',
    'Wird der Besuch noch erwartet, soll ihn ein Mitglied neu erlauben.',
  ),
  'void-after-rollback': ({ voidUntilS }, say) => ({
    title: 'Das Gedächtnis Ihrer Tür war älter, als es sein dürfte.',
    next: `Erlaubnisse von vor ${say.time(voidUntilS)} gelten nicht mehr. Erlauben Sie diesen Besuch neu.`,
  }),
  'other-hub': always('Für ein anderes Zuhause bestimmt.', NOTHING),
  'door-unknown': ({ door }) => ({
    title: `Eine Tür mit der Nummer ${door} gibt es hier nicht.`,
    next: 'Sehen Sie unter Türen nach.',
  }),
  'door-not-granted': always(
    'Der Kurier stand an einer Tür, die nicht vereinbart war.',
    'Erlauben Sie auch diese Tür, oder lassen Sie ihn die andere finden.',
  ),
  'time-unknown': always(
    'Ihre Tür weiß nicht, wie spät es ist; Besucher warten.',
    'Lassen Sie die App offen, sie antwortet von selbst. Ihr eigener Schlüssel geht.',
  ),
  'not-resumed': always(
    'Ihre Tür ist neu gestartet; Besucher warten.',
    'Lassen Sie die App offen, sie antwortet von selbst. Ihr eigener Schlüssel geht.',
  ),
  'not-yet-valid': ({ beginsS }, say) => ({
    title: `Zu früh: Dieser Besuch beginnt um ${say.time(beginsS)}.`,
    next: 'Ändern Sie das Zeitfenster, wenn er jetzt hinein darf.',
  }),
  expired: ({ endedS }, say) => ({
    title: `Zu spät: Dieser Besuch war um ${say.time(endedS)} zu Ende.`,
    next: 'Vereinbaren Sie ein neues Zeitfenster, wenn er noch kommen darf.',
  }),
  blocked: ({ covers }) => ({
    title: `Gesperrt: ${COVERS[covers]}.`,
    next: 'Dafür bleibt die Tür zu. Erlauben Sie einen neuen Besuch, wenn Sie es sich anders überlegt haben.',
  }),
  'outside-occurrence': ({ nextBeginsS }, say) => ({
    title: 'Gerade läuft kein Termin dieser Reihe.',
    next:
      nextBeginsS === undefined
        ? 'Die Reihe ist zu Ende; verlängern Sie sie, wenn Sie mögen.'
        : `Der nächste beginnt um ${say.time(nextBeginsS)}.`,
  }),
  'used-up': ({ uses }) => ({
    title:
      uses === 1
        ? 'Dieser Besuch wurde schon einmal genutzt, wie vereinbart.'
        : `Alle ${uses} Öffnungen dieses Besuchs sind verbraucht.`,
    next: 'Öffnen Sie selbst, oder erlauben Sie einen weiteren Besuch.',
  }),
  'cti-reused': always(
    'Zwei Erlaubnisse tragen dieselbe Nummer.',
    'Erlauben Sie den Besuch neu; die App vergibt eine neue Nummer.',
  ),
  widened: always('Der Dienst hat mehr weitergegeben, als Sie erlaubt haben.', TELL_CARRIER),
  'leaf-too-shallow': always(
    'Der Dienst hat noch keinen Kurier benannt.',
    'Er muss den Besuch erst einem Gerät zuteilen.',
  ),
  'parcel-missing': always('Der Kurier hat nicht gesagt, welches Paket er bringt.', 'Er wird gebeten, es zu scannen.'),
  'parcel-not-granted': ({ trackingNumber }) => ({
    title: `Paket ${trackingNumber} erwarten Sie nicht.`,
    next: 'Die Tür blieb zu. Erlauben Sie es, wenn es Ihres ist.',
  }),
  'signature-wrong': always('Eine Unterschrift dieses Besuchs stimmt nicht.', TELL_CARRIER),
  'knock-signature-wrong': always('Jemand hat mit einem anderen als dem benannten Gerät angeklopft.', NOTHING),
  'roster-stale': always('Ihr Haushalt hat sich geändert, seit dieses Gerät zuletzt nachsah.', AGAIN),
  'nonce-unknown': always('Die Frage der Tür war nicht mehr offen.', AGAIN),
  'nonce-expired': always('Das hat länger als 30 Sekunden gedauert.', AGAIN),
  'nonce-not-yours': always('Die Tür hatte ein anderes Gerät gefragt.', AGAIN),
  'slot-stale': always(
    'Ein Code wurde zu spät oder zu früh gezeigt.',
    'Das Gerät zeigt jede halbe Minute einen neuen.',
  ),
  'slot-used': always('Ein Code wurde ein zweites Mal gezeigt.', NOTHING),
  'slot-not-for-members': always(
    'Mitglieder öffnen nicht mit einem Code auf dem Bildschirm.',
    'Öffnen Sie mit dem Knopf in dieser App.',
  ),
  'presence-not-proven': always(
    'Nichts belegte, dass der Kurier vor Ihrer Tür stand.',
    'Er wird gebeten, den Code an der Tür zu scannen.',
  ),
  'approval-missing': always(
    'Der Kurier steht vor der Tür und wartet auf Ihr Ja.',
    'Sehen Sie sich das Bild an, dann erlauben oder sperren.',
  ),
  'approval-refused': always(
    'Ein Mitglied Ihres Haushalts hat Nein gesagt.',
    'Die Tür blieb zu. Im Zeitfenster darf noch einmal angeklopft werden.',
  ),
  'approval-late': always(
    'Niemand in Ihrem Haushalt hat rechtzeitig geantwortet.',
    'Die Tür blieb zu. Vielleicht wird noch einmal angeklopft; halten Sie die App bereit.',
  ),
  'not-fresh': ({ limitS }) => ({
    title: `Ihre Tür war länger als ${limitS} s ohne Verbindung.`,
    next: 'Sie lässt Besuche wieder zu, sobald sie von außen gehört hat.',
  }),
  'member-not-fresh': always(
    'Dieser Besuch braucht ein Lebenszeichen Ihres Telefons.',
    'Öffnen Sie diese App, sie antwortet der Tür von selbst.',
  ),
  'camera-lost': always('Kein Bild, kein Einlass: Die Kamera war weg.', 'Prüfen Sie Strom und Netz der Kamera.'),
  'camera-not-recording': always(
    'Die Aufzeichnung war noch nicht sicher gespeichert.',
    'Der Kurier wird gebeten, ein paar Sekunden zu warten.',
  ),
  'storage-short': always(
    'Ihr Hub hat keinen Platz mehr zum Aufzeichnen.',
    'Löschen oder exportieren Sie alte Filme unter Türen.',
  ),
  'lock-unreachable': always(
    'Das Schloss antwortet Ihrem Hub nicht.',
    'Nehmen Sie Ihren Schlüssel. Prüfen Sie die Batterie des Schlosses.',
  ),
  'sensor-unsteady': always(
    'Was Kontakt und Riegel dieser Tür melden, kann nicht sein; niemand weiß, ob sie zu ist.',
    'Schließen Sie sie und warten Sie eine Minute, oder schließen Sie einmal auf und zu. Geht es weiter, lassen Sie beide prüfen.',
  ),
  'relock-unavailable': always(
    'Das Schloss konnte nicht zusagen, wieder abzuschließen.',
    'Prüfen Sie unter Türen die eigene Uhr des Schlosses.',
  ),
  'door-busy': always(
    'Gerade ist ein anderer Besuch an dieser Tür.',
    'Warten Sie, bis er abgeschlossen ist, oder sperren Sie ihn.',
  ),
  'door-not-closed': always('Die Tür ist nicht zu, also bleibt der Riegel drin.', 'Schließen Sie erst die Tür.'),
  'too-many-attempts': ({ retryAfterS }) => ({
    title: 'Ein Gerät hat es zu oft versucht.',
    next: `Es darf in ${retryAfterS} s wieder. Andere sind nicht betroffen.`,
  }),
  'too-many-asks': always('Die Tür wurde zu oft auf einmal gefragt.', 'Ihr eigener Schlüssel ist nicht betroffen.'),
  'not-recognised': always('Die Tür hat die Anfrage nicht erkannt.', NOTHING),
};

const COVERS = {
  visit: 'dieser Besuch',
  courier: 'dieser Kurier',
  carrier: 'dieser Dienst',
  issuer: 'was dieses Mitglied erlaubt hat',
  everything: 'alle Besucher',
} as const;

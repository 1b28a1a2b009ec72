import { always, type Sentences } from './sentence.ts';

const ASK_DISPATCH = 'Behalten Sie das Paket und rufen Sie Ihre Disposition an. Es liegt nicht an Ihnen.';
const UPDATE = 'Aktualisieren Sie die App und versuchen Sie es erneut. Sonst hilft Ihre Disposition.';
const WAIT = 'Kurz warten und noch einmal schieben.';
const TOUR = 'Warten Sie eine Minute und schieben Sie noch einmal. Danach weiter mit der Tour.';

export const deCourier: Sentences = {
  'too-large': always('Die Unterlagen zu diesem Besuch sind zu lang für die Tür.', ASK_DISPATCH),
  unreadable: always('Die Tür konnte die Anfrage nicht lesen.', UPDATE),
  'link-malformed': always('Die Tür konnte die Unterlagen zu diesem Besuch nicht lesen.', UPDATE),
  'claims-malformed': always('Die Tür wird aus den Unterlagen zu diesem Besuch nicht schlau.', UPDATE),
  'not-armed': always(
    'Die Tür kennt diesen Besuch noch nicht.',
    'Noch einmal schieben, die App schickt jetzt alles mit.',
  ),
  'signer-unknown': always('Wer diesen Besuch erlaubt hat, wohnt nicht mehr hier.', ASK_DISPATCH),
  'void-after-rollback': always(
    'Die Tür wurde wiederhergestellt, frühere Erlaubnisse gelten nicht mehr.',
    'Der Haushalt ist gefragt. Fahren Sie mit der Tour fort.',
  ),
  'other-hub': always('Das ist nicht die richtige Adresse.', 'Vergleichen Sie Straße und Hausnummer mit Ihrem Stopp.'),
  'door-unknown': always('Diese Tür gehört zu einem anderen Haus.', 'Vergleichen Sie Adresse und Tür mit Ihrem Stopp.'),
  'door-not-granted': always('Vereinbart ist eine andere Tür.', 'Suchen Sie die Tür, die in Ihrem Stopp steht.'),
  'time-unknown': always(
    'Die Tür weiß gerade nicht, wie spät es ist.',
    'Sie fragt den Haushalt. Eine Minute warten, dann weiter mit der Tour.',
  ),
  'not-resumed': always(
    'Die Tür ist eben erst neu gestartet.',
    'Sie fragt den Haushalt. Eine Minute warten, dann noch einmal schieben.',
  ),
  'not-yet-valid': ({ beginsS }, say) => ({
    title: `Dieser Besuch beginnt um ${say.time(beginsS)}.`,
    next: 'Kommen Sie dann wieder oder ziehen Sie einen anderen Stopp vor.',
  }),
  expired: ({ endedS }, say) => ({
    title: `Die Zeit für diesen Besuch war um ${say.time(endedS)} zu Ende.`,
    next: ASK_DISPATCH,
  }),
  blocked: always(
    'Der Haushalt hat diesen Besuch abgesagt.',
    'Nicht warten. In Ihrem Stopp steht, wohin das Paket stattdessen geht.',
  ),
  'outside-occurrence': ({ nextBeginsS }, say) => ({
    title:
      nextBeginsS === undefined
        ? 'Für diesen Besuch gibt es keinen Termin mehr.'
        : `Der nächste Termin beginnt um ${say.time(nextBeginsS)}.`,
    next: nextBeginsS === undefined ? 'Bitten Sie den Haushalt um einen neuen.' : 'Kommen Sie dann wieder.',
  }),
  'used-up': always(
    'Dieser Besuch hat schon stattgefunden.',
    'Müssen Sie noch einmal hinein, bitten Sie den Haushalt zu öffnen.',
  ),
  'cti-reused': always('Zwei Erlaubnisse tragen dieselbe Nummer.', ASK_DISPATCH),
  widened: always('Ihre Disposition hat mehr weitergegeben, als sie durfte.', ASK_DISPATCH),
  'leaf-too-shallow': always(
    'Dieser Besuch ist noch niemandem zugeteilt.',
    'Bitten Sie Ihre Disposition, ihn Ihnen zuzuteilen.',
  ),
  'parcel-missing': always(
    'Die Tür möchte wissen, welches Paket Sie bringen.',
    'Erst das Paket scannen, dann schieben.',
  ),
  'parcel-not-granted': ({ trackingNumber }) => ({
    title: `Paket ${trackingNumber} gehört nicht zu dieser Tür.`,
    next: 'Scannen Sie das Paket aus Ihrem Stopp.',
  }),
  'signature-wrong': always('Eine Unterschrift in den Unterlagen stimmt nicht.', ASK_DISPATCH),
  'knock-signature-wrong': always(
    'Die Tür erkennt dieses Gerät nicht.',
    'Nehmen Sie das Gerät, dem der Besuch zugeteilt wurde.',
  ),
  'roster-stale': always(
    'Im Haushalt hat sich etwas geändert.',
    'Noch einmal schieben, die App hat die Änderung geholt.',
  ),
  'nonce-unknown': always('Die Frage der Tür ist nicht mehr offen.', 'Noch einmal schieben, die App fragt neu.'),
  'nonce-expired': always('Das hat länger als 30 Sekunden gedauert.', 'Noch einmal schieben, die App fragt neu.'),
  'nonce-not-yours': always(
    'Die Tür hat jemand anderen gefragt.',
    'Noch einmal schieben, an der Tür, vor der Sie stehen.',
  ),
  'slot-stale': always(
    'Der Code auf Ihrem Bildschirm ist veraltet.',
    'Prüfen Sie die Uhr Ihres Geräts und zeigen Sie den neuen Code.',
  ),
  'slot-used': always('Dieser Code ist schon benutzt.', 'Warten Sie auf den nächsten, höchstens eine halbe Minute.'),
  'slot-not-for-members': always(
    'So klopfen Mitglieder des Haushalts nicht an.',
    'Öffnen Sie mit der App für zu Hause.',
  ),
  'presence-not-proven': always(
    'Die Tür möchte sehen, dass Sie vor ihr stehen.',
    'Scannen Sie den Code an der Tür oder halten Sie das Telefon an die Marke.',
  ),
  'approval-missing': always(
    'Der Haushalt wird gerade gefragt.',
    'Einen Moment. Ihr Bildschirm ändert sich, sobald er antwortet.',
  ),
  'approval-refused': always(
    'Der Haushalt öffnet die Tür jetzt nicht.',
    'Nehmen Sie das Paket wieder mit oder tun Sie, was im Hinweis steht. Sie haben nichts falsch gemacht.',
  ),
  'approval-late': always(
    'Im Haushalt hat niemand rechtzeitig geantwortet.',
    'Haben Sie noch eine Minute, dann schieben Sie noch einmal; sonst weiter mit der Tour.',
  ),
  'not-fresh': always('Die Tür ist schon zu lange ohne Verbindung.', TOUR),
  'member-not-fresh': always('Die Tür wartet auf das Telefon des Haushalts.', TOUR),
  'camera-lost': always(
    'Die Kamera liefert kein Bild, also bleibt die Tür zu.',
    'Eine halbe Minute warten, noch einmal schieben, dann weiter mit der Tour.',
  ),
  'camera-not-recording': always('Die Kamera läuft gerade an.', 'Bleiben Sie stehen, es dauert nur Sekunden.'),
  'storage-short': always('Die Tür kann im Moment nicht aufzeichnen.', ASK_DISPATCH),
  'lock-unreachable': always(
    'Das Schloss antwortet nicht.',
    'Eine halbe Minute warten, noch einmal schieben, dann weiter mit der Tour.',
  ),
  'sensor-unsteady': always(
    'Die Tür weiß nicht, ob sie zu ist.',
    'Eine Minute warten, noch einmal schieben, dann weiter mit der Tour.',
  ),
  'relock-unavailable': always('Diese Tür könnte hinter Ihnen nicht abschließen.', ASK_DISPATCH),
  'door-busy': always('Gerade ist jemand anderes an dieser Tür.', WAIT),
  'door-not-closed': always('Die Tür ist nicht ganz zu.', 'Ziehen Sie sie zu, bis es klickt.'),
  'too-many-attempts': ({ retryAfterS }) => ({
    title: 'Zu viele Versuche.',
    next: `In ${retryAfterS} Sekunden geht es wieder.`,
  }),
  'too-many-asks': always('Diese Tür wird gerade zu oft gefragt.', WAIT),
  'not-recognised': always('Die Tür erkennt diesen Besuch nicht.', ASK_DISPATCH),
};

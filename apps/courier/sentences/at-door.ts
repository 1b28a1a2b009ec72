import type { Tables } from '@latchkey/web-kit';

/**
 * What a courier and an invited guest are told in the same words, because the same door says it to both. Where the two differ (a courier
 * is told in passing, with a parcel in hand), each has their own table.
 */
export const atDoorEn = {
  nameWrong: 'Please give a name of up to 40 letters.',
  keepsNoKeys: 'This browser does not keep keys',
  note: 'Good to know',
  ready: 'Ready to knock',
  slide: 'Slide to knock',
  keyboard: 'On a keyboard: press Enter.',
  knocking: 'Knocking…',
  filming: 'The camera is recording. The door is about to answer.',
  opening: { title: 'Opening…', next: 'The bolt is moving. Wait until it says unlocked.' },
  unlocked: 'Unlocked',
  open: 'Door open',
  shut: 'Shut',
  at: (time: string) => `Said by the door at ${time}`,
  unsafe: 'I do not feel safe here',
  leave: {
    title: 'Leave now',
    doorOpen:
      'The door has not said that it is locked. The household is alarmed by the door itself; you need not wait.',
    doorShut: 'The door is shut, as far as it has said.',
    noBlame: 'Nothing is held against you.',
    call: 'In danger: call 112',
  },
  proof: 'Your proof',
  proofWhy: 'These lines are signed by the door. They are yours to keep.',
  stayedShut: 'The door stayed shut',
  again: 'Try again',
  noLine: 'The door has no connection',
  noAnswer: 'The door did not answer',
  offline: 'No reception. What you see is the last the door said; it may have moved since.',
  distrust: 'Something does not add up here',
  here: {
    title: 'Scan the code at the door',
    why: 'This household wants to know that whoever knocks stands at its door. Beside the door hangs a small display with a code, or a tag to hold the phone against.',
    camera: 'Scan with the camera',
    label: 'Or the link that your phone read',
    hint: 'Your phone’s own camera or its NFC opens this page by itself.',
    go: 'Take this link',
    trouble: {
      'no-door': 'That is no code of a door.',
      'other-door': 'That code belongs to another door. Compare the address, and look beside the door in front of you.',
    },
    read: { display: 'The code at the door is read.', tag: 'The tag at the door is read.' },
    left: (seconds: number) => `It counts for ${seconds} s more at least: slide now.`,
    changed: 'The door may show another code by now. If it does not open, scan once more.',
    again: 'Scan the code again',
    tapAgain: 'Read the tag again',
    refused: {
      'nonce-expired': {
        title: 'That code is too old',
        next: 'The door shows a new one every few seconds. Scan it once more and slide right away.',
      },
      'nonce-unknown': {
        title: 'That code was used, or is not of this door',
        next: 'Each counts once. Scan what the door shows now, or hold the phone against its tag once more.',
      },
      'nonce-not-yours': {
        title: 'That code is for another door or phone',
        next: 'Look beside the door in front of you and scan the code there.',
      },
    },
    unreadable: 'The link that opened this page names no door.',
  },
  doorCode: {
    title: 'Hold this before the door’s camera',
    show: 'Show the door a code',
    label: 'A code that this door’s camera can read',
    how: 'Screen towards the lens, an arm’s length away, brightness up. The codes take turns; hold still until the bolt moves.',
    left: (seconds: number) => `A new code in ${seconds} s.`,
    silent: 'Without reception this phone does not hear what the door decides: listen to the bolt.',
    opened: 'The door opened',
    away: 'Put the code away',
    copy: 'Copy as text',
    copied: 'Copied',
  },
  unheard: {
    unknown: 'The door as this phone knows it: unknown',
    tried: 'It is shut, and I tried it',
  },
};

export const atDoorDe: typeof atDoorEn = {
  nameWrong: 'Bitte einen Namen mit höchstens 40 Zeichen.',
  keepsNoKeys: 'Dieser Browser behält keine Schlüssel',
  note: 'Gut zu wissen',
  ready: 'Bereit zum Anklopfen',
  slide: 'Zum Anklopfen schieben',
  keyboard: 'Mit der Tastatur: Eingabetaste.',
  knocking: 'Es klopft …',
  filming: 'Die Kamera nimmt auf. Gleich antwortet die Tür.',
  opening: { title: 'Wird entriegelt …', next: 'Der Riegel bewegt sich. Warten Sie, bis hier „Entriegelt“ steht.' },
  unlocked: 'Entriegelt',
  open: 'Tür offen',
  shut: 'Zu',
  at: (time) => `Von der Tür gemeldet um ${time} Uhr`,
  unsafe: 'Ich fühle mich hier nicht sicher',
  leave: {
    title: 'Gehen Sie jetzt',
    doorOpen:
      'Die Tür hat sich noch nicht verriegelt gemeldet. Sie alarmiert den Haushalt selbst; Sie müssen nicht warten.',
    doorShut: 'Die Tür ist zu, soweit sie sich gemeldet hat.',
    noBlame: 'Ihnen entsteht kein Nachteil.',
    call: 'In Gefahr: 112 anrufen',
  },
  proof: 'Ihr Beleg',
  proofWhy: 'Diese Zeilen hat die Tür unterschrieben. Sie gehören Ihnen.',
  stayedShut: 'Die Tür blieb zu',
  again: 'Noch einmal versuchen',
  noLine: 'Die Tür hat keine Verbindung',
  noAnswer: 'Die Tür hat nicht geantwortet',
  offline: 'Kein Empfang. Sie sehen, was die Tür zuletzt gesagt hat; seither kann sie sich bewegt haben.',
  distrust: 'Hier stimmt etwas nicht',
  here: {
    title: 'Code an der Tür scannen',
    why: 'Dieser Haushalt möchte wissen, dass an seiner Tür steht, wer klopft. Neben der Tür hängt eine kleine Anzeige mit einem Code oder ein Chip zum Anhalten.',
    camera: 'Mit der Kamera scannen',
    label: 'Oder der Link, den Ihr Telefon gelesen hat',
    hint: 'Die eigene Kamera des Telefons oder sein NFC öffnet diese Seite von selbst.',
    go: 'Diesen Link nehmen',
    trouble: {
      'no-door': 'Das ist kein Code einer Tür.',
      'other-door': 'Dieser Code gehört zu einer anderen Tür. Adresse vergleichen und neben der Tür vor Ihnen schauen.',
    },
    read: { display: 'Der Code an der Tür ist gelesen.', tag: 'Der Chip an der Tür ist gelesen.' },
    left: (seconds: number) => `Er gilt noch mindestens ${seconds} s: jetzt schieben.`,
    changed: 'Vielleicht zeigt die Tür schon einen anderen Code. Geht sie nicht auf, bitte noch einmal scannen.',
    again: 'Code noch einmal scannen',
    tapAgain: 'Chip noch einmal lesen',
    refused: {
      'nonce-expired': {
        title: 'Dieser Code ist zu alt',
        next: 'Die Tür zeigt alle paar Sekunden einen neuen. Noch einmal scannen und gleich schieben.',
      },
      'nonce-unknown': {
        title: 'Dieser Code ist verbraucht oder nicht von dieser Tür',
        next: 'Jeder gilt einmal. Scannen Sie, was die Tür jetzt zeigt, oder halten Sie das Telefon noch einmal an den Chip.',
      },
      'nonce-not-yours': {
        title: 'Dieser Code gilt einer anderen Tür oder einem anderen Telefon',
        next: 'Schauen Sie neben der Tür vor Ihnen und scannen Sie den Code dort.',
      },
    },
    unreadable: 'Der Link, der diese Seite geöffnet hat, nennt keine Tür.',
  },
  doorCode: {
    title: 'Vor die Kamera der Tür halten',
    show: 'Der Tür einen Code zeigen',
    label: 'Ein Code, den die Kamera dieser Tür lesen kann',
    how: 'Bildschirm zur Linse, eine Armlänge Abstand, Helligkeit hoch. Die Codes wechseln sich ab; still halten, bis sich der Riegel bewegt.',
    left: (seconds) => `Neuer Code in ${seconds} s.`,
    silent: 'Ohne Empfang hört dieses Telefon nicht, was die Tür entscheidet: Achten Sie auf den Riegel.',
    opened: 'Die Tür ging auf',
    away: 'Code weglegen',
    copy: 'Als Text kopieren',
    copied: 'Kopiert',
  },
  unheard: {
    unknown: 'Die Tür, wie dieses Telefon sie kennt: unbekannt',
    tried: 'Sie ist zu, ich habe es probiert',
  },
};

export const atDoorSentences: Tables<typeof atDoorEn> = { en: atDoorEn, de: atDoorDe };

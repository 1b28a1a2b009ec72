import { eventsDe } from '@latchkey/evidence/words';
import type { DoorWord } from '@latchkey/web-kit';
import type { BeliefView, Silence } from '../model/beliefs.ts';
import type { DoorViewSentences } from './en.ts';

const doorWords: Record<DoorWord, string> = {
  locked: 'Verriegelt',
  unlocked: 'Nicht verriegelt',
  open: 'Offen',
  jammed: 'Verklemmt',
  unknown: 'Weiß ich nicht',
};

const bolt = (percent: number | null) => {
  if (percent === null) return 'Wo mein Riegel steht, weiß ich nicht.';
  if (percent >= 100) return 'Mein Riegel ist ganz draußen.';
  if (percent <= 0) return 'Mein Riegel ist drin.';
  return `Mein Riegel ist zu ${percent} % draußen.`;
};

const drive: Record<DoorWord, string> = {
  locked: 'Ich bin unten und halte das Tor.',
  unlocked: 'Der Kontakt meldet unten, aber ich halte das Tor nicht.',
  open: 'Der Kontakt meldet: nicht unten.',
  jammed: 'Ich wurde aufgehalten. Der Kontakt meldet unten.',
  unknown: 'Mein Kontakt meldet nichts.',
};

const lock = ({ word, report, picture }: BeliefView): string => {
  if (picture.form === 'overhead') return drive[word];
  const place = bolt(report?.bolt ?? null);
  const spent = report !== undefined && report.battery < 15 ? ` Meine Batterie hat noch ${report.battery} %.` : '';
  switch (word) {
    case 'open':
      return `${place} Der Kontakt meldet offen.${spent}`;
    case 'jammed':
      return `${place} Da klemmt er.${spent}`;
    case 'locked':
    case 'unlocked':
      return `${place} Der Kontakt meldet zu.${spent}`;
    case 'unknown':
      return place;
  }
};

const phases: Record<string, string> = {
  idle: 'Niemand wird erwartet.',
  waiting: 'Ein Besuch ist unterschrieben, seine Zeit noch nicht da.',
  armed: 'Jetzt darf ein Besuch kommen. Ich behalte die letzten Sekunden der Kamera.',
  recording: 'Ein Kurier hat gefragt. Ich filme.',
  unlocking: 'Das Klopfen war gut. Der Riegel fährt zurück.',
  unlocked: 'Der Weg ist frei. Ich warte auf die Tür.',
  open: 'Jemand geht hinein. Ich filme.',
  closing: 'Die Tür ist zugefallen.',
  locking: 'Der Riegel fährt aus.',
  locked: 'Riegel und Kontakt habe ich gesehen.',
  complete: 'Der Besuch ist vorbei und belegt.',
  refused: 'Ich habe abgelehnt.',
  blocked: 'Der Besuch ist gesperrt.',
  expired: 'Die Zeit des Besuchs ist um.',
  attention: 'Etwas stimmt nicht. Ich rufe den Haushalt.',
};

const stages: Record<string, string> = {
  idle: 'Nichts ist geplant.',
  announced: 'Ein Paket ist angekündigt.',
  granted: 'Der Besuch ist unterschrieben.',
  arriving: 'Der Kurier ist gleich da.',
  watching: 'Ich sehe live zu.',
  'block-sent': 'Sperre gesendet, von der Tür noch nicht bestätigt.',
  'block-confirmed': 'Gesperrt, von der Tür bestätigt.',
  diverted: 'Das Paket geht woandershin.',
  finished: 'Das Paket liegt drinnen.',
  attention: 'Die Tür braucht mich.',
  tour: 'Ich bin auf Tour.',
  stop: 'Ich sehe den Halt.',
  knocking: 'Ich habe geklopft.',
  recording: 'Die Kamera läuft.',
  'open-door': 'Die Tür darf auf.',
  'pull-shut': 'Auf die Matte legen, Tür zuziehen.',
  'wait-locked': 'Ich bleibe, bis da „verriegelt“ steht.',
  'thank-you': 'Verriegelt. Danke.',
  refused: 'Die Tür blieb zu, und ich weiß, was jetzt.',
};

const silences: Record<Silence, string> = {
  'never-spoke': 'hat noch nichts gemeldet.',
  unplugged: 'hat keinen Strom und glaubt nichts.',
  starting: 'startet gerade.',
  'lost-line': 'antwortet nicht.',
  'not-answering': 'antwortet nicht.',
  'relays-only': '',
  'no-screen': 'hat gerade keine Tür auf dem Schirm.',
  'too-old': 'hat länger nichts Neues gesagt.',
};

const alarms: Record<string, string> = {
  jammed: 'Der Riegel klemmt.',
  'left-open': 'Die Tür steht noch offen.',
  'camera-lost': 'Die Kamera ist weg.',
  'film-late': 'Der Film kommt nicht schnell genug hinaus.',
  dwell: 'Jemand ist zu lange drin.',
  forced: 'Die Tür ging ohne mich auf.',
  blocked: 'Gesperrt, während jemand drin ist.',
  silent: 'Das Schloss ist verstummt.',
  unsteady: 'Ein Sensor flackert: Ich weiß nicht, ob sie zu ist.',
};

const server = ({ silence, hubOnline, note }: BeliefView): string | undefined => {
  if (silence !== 'relays-only') return undefined;
  if (hubOnline === undefined) return 'Ich trage Versiegeltes hin und her. Ein Zuhause kenne ich noch nicht.';
  const said = (eventsDe as Record<string, string>)[note ?? ''];
  const newest = said === undefined ? '' : ` Sein neuester Beleg sagt: „${said}“.`;
  return hubOnline
    ? `Der Hub ist verbunden. Ich trage Versiegeltes und kenne keine Tür.${newest}`
    : `Der Hub ist nicht verbunden; warum, weiß ich nicht.${newest}`;
};

export const doorViewDe: DoorViewSentences = {
  title: 'Die Tür',
  lead: 'Drücken, ziehen, kaputt machen. Groß gezeichnet ist, was wirklich ist; daneben sagt jeder Teil, was er glaubt.',
  flat: 'Wohnungstür',
  garage: 'Garage',
  whichDoor: 'Welche Tür',
  places: { home: 'Empfängerin', courier: 'Kurier', console: 'Konsole', label: 'Die Apps' },
  gone: {
    title: 'Die Demo-Hardware antwortet nicht',
    way: 'Sie läuft mit npm start. Sobald sie wieder da ist, geht es hier von allein weiter.',
  },
  pairing: {
    title: 'Dieser Hub gehört noch niemandem',
    why: 'Öffnen Sie die App mit seinem Code, und er gehört Ihnen. Der Code steht am Ende eines Links, das ein Browser keinem Server sendet.',
    open: 'App der Empfängerin öffnen',
    code: 'Der Kopplungscode als Bild, für ein Telefon, das diesen Rechner erreicht',
  },
  presence: {
    title: 'Auf der Anzeige des Hubs',
    why: 'Das liest nur, wer hier steht, zwei Minuten lang. Die App fragt danach, wenn am Hub ein Gerät ausgesetzt wird, und wenn der Haushalt auszieht oder bleibt.',
  },
  leaving: {
    title: 'Jemand hielt diesen Knopf: Der Haushalt endet hier',
    left: (time) =>
      `Der Hub wartet ${time} seiner eigenen Laufzeit, löscht dann alles und gehört, wer ihn als Nächstes koppelt.`,
    way: 'Ein Mitglied, das hier steht, hält es auf: Ein kurzer Druck zeigt Zeichen, nach denen die App fragt.',
  },
  recovery: {
    title: 'Jemand hat den Wiederherstellungscode benutzt',
    left: (time) => `Der Hub wartet ${time} seiner eigenen Laufzeit und nimmt dann einen neuen Admin auf.`,
    way: 'Jedes Mitglied kann das in der App ablehnen. Ein kurzer Druck auf den Knopf am Hub lässt den neuen Admin sofort ein; eine Tür geht davon nicht auf.',
  },
  so: {
    label: 'Was ist',
    word: {
      locked: 'Verriegelt',
      unlocked: 'Nicht verriegelt',
      open: 'Offen',
      jammed: 'Verklemmt',
      unknown: 'Unbekannt',
    },
    flat: (leaf, out) =>
      `Die Tür ${leaf < 2 ? 'ist zu' : leaf > 98 ? 'steht weit offen' : `steht zu ${leaf} % offen`}, der Riegel ${out >= 100 ? 'ist vorgeschoben' : out <= 0 ? 'ist drin' : `ist zu ${out} % draußen`}.`,
    garage: (leaf, held) =>
      leaf < 2
        ? `Das Tor ist unten${held ? ' und wird vom Antrieb gehalten.' : ', aber nichts hält es.'}`
        : `Das Tor ist ${leaf > 98 ? 'ganz' : `zu ${leaf} %`} oben.`,
    broken: 'Der Rahmen ist gebrochen; nichts hält mehr.',
    warning: (seconds) => `Sie warnt mit Licht und Ton: In ${seconds} s schließt sie.`,
    siren: 'Die Sirene heult.',
    relocks: (seconds) => `Der eigene Zeitgeber des Schlosses verriegelt in ${seconds} s.`,
  },
  part: {
    bolt: 'Riegel',
    motor: 'Motor',
    latch: 'Falle',
    contact: 'Kontakt',
    key: 'Schlüssel',
    camera: 'Kamera',
    filming: 'filmt',
    hub: 'Hub',
    router: 'Router',
    server: 'Server',
    plug: 'Stecker',
    siren: 'Sirene',
    drive: 'Antrieb',
    cord: 'Notseil',
    beam: 'Lichtschranke',
  },
  outside: {
    label: 'Draußen neben der Tür',
    where: 'draußen',
    fitDisplay: 'Draußen eine Anzeige anbringen',
    takeDisplay: 'Anzeige abnehmen',
    fitScreen: 'Draußen ein Tablet aufstellen',
    takeScreen: 'Tablet wegnehmen',
    opensScreen: 'Die Seite öffnen, die ihm der Hub zeigt',
    fitTag: 'Draußen einen NFC-Chip anbringen',
    takeTag: 'Chip abnehmen',
    dark: 'Die Anzeige ist dunkel: Es wird niemand erwartet.',
    code: 'Der Code, den die Anzeige gerade zeigt',
    scan: 'Code mit einem Telefon scannen',
    tap: 'Telefon an den Chip halten',
    opens: 'Öffnen, was das Telefon gelesen hat',
  },
  held: {
    label: 'Ein Telefon vor die Linse halten',
    hint: 'Code hierher ziehen oder einfügen',
    held: 'Eine Hand hält es eine Minute lang dorthin.',
    noCode: 'Das ist kein Code einer Kurierseite.',
    away: 'Weglegen',
  },
  hands: {
    label: 'Hände',
    push: 'Aufdrücken',
    pull: 'Zuziehen',
    handle: 'Klinke innen',
    keyOut: 'Aufschließen',
    keyIn: 'Abschließen',
    force: 'Aufbrechen',
    repair: 'Reparieren',
    lift: 'Hochschieben',
    lower: 'Herunterziehen',
    cord: 'Notseil ziehen',
    couple: 'Antrieb einkuppeln',
    button: 'Taster an der Wand',
    obstruct: 'Paket in den Weg stellen',
    clear: 'Paket wegnehmen',
  },
  leaf: { label: 'Türblatt', shut: 'zu', open: (percent) => `zu ${percent} % offen` },
  beliefs: {
    title: 'Was jeder Teil glaubt',
    who: {
      lock: 'Das Schloss',
      hub: 'Der Hub',
      server: 'Der Server',
      recipient: 'Die Empfängerin',
      courier: 'Der Kurier',
    },
    drive: 'Der Antrieb',
    standing: {
      agrees: 'so ist es',
      differs: 'ist nicht so',
      dangerous: 'sagt verriegelt, ist es nicht',
      'on-its-way': 'die Nachricht ist unterwegs',
      'does-not-know': 'weiß es nicht',
    },
    drawn: (word) => `Glaubt: ${doorWords[word]}`,
    ago: (age) => `vor ${age}`,
    says: (view) => {
      if (view.who === 'server') return server(view);
      if (view.silence !== undefined) return undefined;
      if (view.who === 'lock') return lock(view);
      const words = view.who === 'hub' ? phases : stages;
      const step = alarms[view.note ?? ''] ?? words[view.stage ?? ''];
      return [`${doorWords[view.word]}.`, step].filter((s) => s !== undefined).join(' ');
    },
    silent: (silence) => silences[silence],
  },
  faults: {
    title: 'Was schiefgehen kann',
    well: 'Alles wieder gut',
    group: {
      lock: 'Im Schloss',
      contact: 'Am Kontakt',
      camera: 'An der Kamera',
      home: 'Im Haus',
      clock: 'Die Uhr des Hubs',
    },
    fault: {
      jam: ['Klemmen', 'Der Motor bleibt auf halbem Weg stehen.'],
      misaligned: ['Verzogenes Schließblech', 'Der Riegel trifft die Kante.'],
      liar: ['Lügen', 'Meldet einen Riegel als vorgeschoben, der sich nie bewegt hat.'],
      losesReports: ['Meldungen verlieren', 'Es bewegt sich, und niemand erfährt davon.'],
      losesCommands: ['Befehle verlieren', 'Es wird gerufen und hört nichts.'],
      sleepyRadio: ['Schläfriger Funk', 'Befehle kommen 3 s später an.'],
      lateAcks: ['Späte Antworten', 'Antworten brauchen 8 s.'],
      weakBattery: ['Schwache Batterie', 'Der Motor ist langsam.'],
      emptyBattery: ['Leere Batterie', 'Der Motor steht; Klinke und Schlüssel gehen.'],
      stuckClosed: ['Hängt auf „zu“', 'Meldet „zu“, was die Tür auch tut.'],
      stuckOpen: ['Hängt auf „offen“', 'Meldet „offen“, was die Tür auch tut.'],
      bouncing: ['Flattern', 'Meldet bei jeder Bewegung ein paarmal beides.'],
      freeze: ['Einfrieren', 'Die Leitung steht, das Bild auch.'],
      covered: ['Zuhängen', 'Etwas hängt vor der Linse.'],
      cut: ['Durchschneiden', 'Das Kabel ist durch.'],
      slow: ['Verzögern', 'Jedes Bild ist zwei Sekunden alt.'],
      unplug: ['Stecker ziehen', 'Der Hub ist sofort tot; seine Uhr bleibt stehen.'],
      lineCut: ['Leitung kappen', 'Der Hub erreicht den Server nicht mehr.'],
      lineSlow: ['Zähe Leitung', 'Jedes Byte braucht eine Sekunde länger.'],
      hubButton: [
        'Knopf am Hub drücken',
        'Jemand ist zu Hause: Wer durch die Kamera sieht, sieht nichts mehr, und einen Tag lang auch sonst niemand.',
      ],
      hubReset: [
        'Sechs Sekunden halten',
        'Kündigt an, dass der Haushalt hier in einem Tag endet, wenn gerade kein Besuch läuft.',
      ],
      clockBack: ['Eine Stunde zurück', 'Jemand verstellt die Uhr; der Chip merkt nichts.'],
      clockAhead: ['Eine Stunde vor', 'Zeitfenster gehen zu früh auf und zu.'],
      cell: ['Pufferzelle', 'Mit ihr überlebt die Uhr den gezogenen Stecker.'],
    },
  },
};

import { eventsEn } from '@latchkey/evidence/words';
import type { DoorWord } from '@latchkey/web-kit';
import type { Believer, BeliefView, Silence, Standing } from '../model/beliefs.ts';
import type { FaultGroup, FaultId } from '../model/faults.ts';

const bolt = (percent: number | null) => {
  if (percent === null) return 'I cannot tell where my bolt is.';
  if (percent >= 100) return 'My bolt is all the way out.';
  if (percent <= 0) return 'My bolt is in.';
  return `My bolt is ${percent} % out.`;
};

const drive: Record<DoorWord, string> = {
  locked: 'I am down and hold the door.',
  unlocked: 'The contact says down, but I do not hold the door.',
  open: 'The contact says that the door is not down.',
  jammed: 'I was stopped. The contact says down.',
  unknown: 'My contact says nothing.',
};

const lock = ({ word, report, picture }: BeliefView): string => {
  if (picture.form === 'overhead') return drive[word];
  const place = bolt(report?.bolt ?? null);
  const spent = report !== undefined && report.battery < 15 ? ` My battery is at ${report.battery} %.` : '';
  switch (word) {
    case 'open':
      return `${place} The contact says open.${spent}`;
    case 'jammed':
      return `${place} I am stuck there.${spent}`;
    case 'locked':
    case 'unlocked':
      return `${place} The contact says closed.${spent}`;
    case 'unknown':
      return place;
  }
};

const phases: Record<string, string> = {
  idle: 'Nobody is expected.',
  waiting: 'A visit is signed, and its time has not come.',
  armed: 'A visit may come now. I keep the camera’s last seconds.',
  recording: 'A courier asked. I am filming.',
  unlocking: 'The knock was good. The bolt is moving.',
  unlocked: 'The way is open. I am waiting for the door.',
  open: 'Somebody is going in. I am filming.',
  closing: 'The door has closed.',
  locking: 'The bolt is on its way out.',
  locked: 'I have seen bolt and contact.',
  complete: 'The visit is over, and proven.',
  refused: 'I refused.',
  blocked: 'The visit is blocked.',
  expired: 'The visit’s time is over.',
  attention: 'Something is wrong. I am calling the household.',
};

const stages: Record<string, string> = {
  idle: 'Nothing is planned.',
  announced: 'A parcel is announced.',
  granted: 'The visit is signed.',
  arriving: 'The courier is arriving soon.',
  watching: 'I am watching live.',
  'block-sent': 'Block sent, not yet confirmed by the door.',
  'block-confirmed': 'Blocked, confirmed by the door.',
  diverted: 'The parcel goes elsewhere.',
  finished: 'The parcel is inside.',
  attention: 'The door needs me.',
  tour: 'I am on my tour.',
  stop: 'I see the stop.',
  knocking: 'I have knocked.',
  recording: 'The camera is running.',
  'open-door': 'The door may be opened.',
  'pull-shut': 'Drop it on the mat, pull the door shut.',
  'wait-locked': 'I stay until it says locked.',
  'thank-you': 'Locked. Thank you.',
  refused: 'The door stayed shut, and I know what now.',
};

const silences: Record<Silence, string> = {
  'never-spoke': 'has not reported anything yet.',
  unplugged: 'has no power. It believes nothing.',
  starting: 'is starting.',
  'lost-line': 'does not answer.',
  'not-answering': 'does not answer.',
  'relays-only': '',
  'no-screen': 'shows no door at the moment.',
  'too-old': 'has said nothing new for a while.',
};

/** Why the hub is alarmed. */
const alarms: Record<string, string> = {
  jammed: 'The bolt is stuck.',
  'left-open': 'The door was left open.',
  'camera-lost': 'The camera is lost.',
  'film-late': 'The film does not get out in time.',
  dwell: 'Somebody is inside for too long.',
  forced: 'The door opened without me.',
  blocked: 'Blocked while somebody is inside.',
  silent: 'The lock has gone silent.',
  unsteady: 'A sensor flickers: I do not know whether it is shut.',
};

const server = ({ silence, hubOnline, note }: BeliefView): string | undefined => {
  if (silence !== 'relays-only') return undefined;
  if (hubOnline === undefined) return 'I carry sealed messages. I know no home yet.';
  const said = (eventsEn as Record<string, string>)[note ?? ''];
  const newest = said === undefined ? '' : ` Its newest receipt says: “${said}”.`;
  return hubOnline
    ? `The hub is on the line. I carry what is sealed and know no door.${newest}`
    : `The hub is not on the line; why, I cannot say.${newest}`;
};

/** Words for the door view. A believer speaks in the first person; the drawing's own words say what is so. */
export const doorViewEn = {
  title: 'The door',
  lead: 'Push it, pull it, break it. What is so is drawn large; what each part believes is told beside it.',
  flat: 'Flat door',
  garage: 'Garage',
  whichDoor: 'Which door',
  places: { home: 'Recipient', courier: 'Courier', console: 'Console', label: 'The apps' },
  gone: {
    title: 'The demo hardware does not answer',
    way: 'It runs with npm start. This page goes on by itself as soon as it is back.',
  },
  pairing: {
    title: 'This hub belongs to nobody yet',
    why: 'Open the app with its code, and it is yours. The code stands at the end of a link, which a browser sends to no server.',
    open: 'Open the recipient’s app',
    code: 'The pairing code as a picture, for a phone that can reach this machine',
  },
  presence: {
    title: 'On the hub’s display',
    why: 'Only whoever stands here reads it, for two minutes. The app asks for it when a device is suspended at the hub, and when the household leaves or stays.',
  },
  leaving: {
    title: 'Somebody held this button: the household ends here',
    left: (time: string) =>
      `The hub waits ${time} of its own running time, erases everything and belongs to whoever pairs it next.`,
    way: 'A member who stands here stops it: a short press shows letters, and the app asks for them.',
  },
  recovery: {
    title: 'Somebody used the recovery code',
    left: (time: string) => `The hub waits ${time} of its own running time, and then takes in a new admin.`,
    way: 'Any member can refuse in the app. A short press on the hub’s button lets the new admin in at once; no door opens by it.',
  },
  so: {
    label: 'What is so',
    word: {
      locked: 'Locked',
      unlocked: 'Not locked',
      open: 'Open',
      jammed: 'Stuck',
      unknown: 'Unknown',
    } satisfies Record<DoorWord, string>,
    flat: (leaf: number, out: number) =>
      `The door ${leaf < 2 ? 'is shut' : leaf > 98 ? 'stands wide open' : `stands ${leaf} % open`}, the bolt ${out >= 100 ? 'is thrown' : out <= 0 ? 'is in' : `is ${out} % out`}.`,
    garage: (leaf: number, held: boolean) =>
      leaf < 2
        ? `The door is down${held ? ' and held by its drive.' : ', but nothing holds it.'}`
        : `The door is ${leaf > 98 ? 'all the way' : `${leaf} %`} up.`,
    broken: 'Its frame is broken; nothing holds it.',
    warning: (seconds: number) => `It warns with light and sound: it closes in ${seconds} s.`,
    siren: 'The siren sounds.',
    relocks: (seconds: number) => `The lock’s own timer throws the bolt in ${seconds} s.`,
  },
  part: {
    bolt: 'bolt',
    motor: 'motor',
    latch: 'latch',
    contact: 'contact',
    key: 'key',
    camera: 'camera',
    filming: 'filming',
    hub: 'hub',
    router: 'router',
    server: 'server',
    plug: 'plug',
    siren: 'siren',
    drive: 'drive',
    cord: 'cord',
    beam: 'light barrier',
  },
  outside: {
    label: 'Outside, beside the door',
    where: 'outside',
    fitDisplay: 'Fit a display outside',
    takeDisplay: 'Take the display off',
    fitScreen: 'Stand a tablet outside',
    takeScreen: 'Take the tablet away',
    opensScreen: 'Open the page that the hub serves to it',
    fitTag: 'Fit an NFC tag outside',
    takeTag: 'Take the tag off',
    dark: 'The display is dark: nobody is expected.',
    code: 'The code that the display shows now',
    scan: 'Scan its code with a phone',
    tap: 'Hold a phone against the tag',
    opens: 'Open what the phone has read',
  },
  held: {
    label: 'Hold a phone before the lens',
    hint: 'Drop or paste the courier’s code here',
    held: 'A hand holds it there for a minute.',
    noCode: 'That is no code of a courier’s page.',
    away: 'Put it away',
  },
  hands: {
    label: 'Hands',
    push: 'Push open',
    pull: 'Pull shut',
    handle: 'Inside handle',
    keyOut: 'Key: unlock',
    keyIn: 'Key: lock',
    force: 'Force it',
    repair: 'Repair',
    lift: 'Lift',
    lower: 'Lower',
    cord: 'Pull the cord',
    couple: 'Couple the drive',
    button: 'Wall button',
    obstruct: 'Put a parcel in the way',
    clear: 'Take the parcel away',
  },
  leaf: { label: 'Door leaf', shut: 'shut', open: (percent: number) => `${percent} % open` },
  beliefs: {
    title: 'What each part believes',
    who: {
      lock: 'The lock',
      hub: 'The hub',
      server: 'The server',
      recipient: 'The recipient',
      courier: 'The courier',
    } satisfies Record<Believer, string>,
    drive: 'The drive',
    standing: {
      agrees: 'so it is',
      differs: 'it is not so',
      dangerous: 'says locked, is not',
      'on-its-way': 'the news is on its way',
      'does-not-know': 'does not know',
    } satisfies Record<Standing, string>,
    drawn: (word: DoorWord) => `Believes: ${doorWords[word]}`,
    ago: (age: string) => `${age} ago`,
    says: (view: BeliefView): string | undefined => {
      if (view.who === 'server') return server(view);
      if (view.silence !== undefined) return undefined;
      if (view.who === 'lock') return lock(view);
      const words = view.who === 'hub' ? phases : stages;
      const step = alarms[view.note ?? ''] ?? words[view.stage ?? ''];
      return [`${doorWords[view.word]}.`, step].filter((s) => s !== undefined).join(' ');
    },
    silent: (silence: Silence) => silences[silence],
  },
  faults: {
    title: 'What can go wrong',
    well: 'All well again',
    group: {
      lock: 'In the lock',
      contact: 'At the contact',
      camera: 'At the camera',
      home: 'In the home',
      clock: 'The hub’s clock',
    } satisfies Record<FaultGroup, string>,
    fault: {
      jam: ['Jam', 'The motor stops half-way.'],
      misaligned: ['Misaligned strike', 'The bolt meets the edge of its hole.'],
      liar: ['Lie', 'It reports a bolt that never moved as thrown.'],
      losesReports: ['Lose reports', 'It moves, and nobody hears of it.'],
      losesCommands: ['Lose commands', 'It is told, and hears nothing.'],
      sleepyRadio: ['Sleepy radio', 'Commands arrive 3 s late.'],
      lateAcks: ['Late answers', 'Its answers take 8 s.'],
      weakBattery: ['Weak battery', 'The motor is slow.'],
      emptyBattery: ['Empty battery', 'The motor is still; handle and key are not.'],
      stuckClosed: ['Stuck at closed', 'It says closed, whatever the door does.'],
      stuckOpen: ['Stuck at open', 'It says open, whatever the door does.'],
      bouncing: ['Chatter', 'It says both a few times at each move.'],
      freeze: ['Freeze', 'The link is fine; the picture stands still.'],
      covered: ['Cover', 'Something hangs before the lens.'],
      cut: ['Cut', 'Its cable is through.'],
      slow: ['Slow', 'Every picture is two seconds old.'],
      unplug: ['Pull the plug', 'The hub dies at once; its clock stops.'],
      lineCut: ['Cut the line', 'The hub no longer reaches the server.'],
      lineSlow: ['Slow line', 'Every byte takes a second longer.'],
      hubButton: [
        'Press the hub’s button',
        'Somebody is at home: a look through the camera ends, and none begins for a day.',
      ],
      hubReset: [
        'Hold it for six seconds',
        'Announces that the household ends here in a day, unless a visit is under way.',
      ],
      clockBack: ['An hour back', 'Somebody turns the clock; the chip does not notice.'],
      clockAhead: ['An hour ahead', 'Windows open and close early.'],
      cell: ['Buffer cell', 'With it the clock survives the pulled plug.'],
    } satisfies Record<FaultId, readonly [string, string]>,
  },
};

const doorWords: Record<DoorWord, string> = {
  locked: 'Locked',
  unlocked: 'Not locked',
  open: 'Open',
  jammed: 'Stuck',
  unknown: 'I do not know',
};

export type DoorViewSentences = typeof doorViewEn;

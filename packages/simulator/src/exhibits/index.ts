import { clockSetBack } from './clock-set-back.ts';
import { diskThatDoesNotSync } from './disk-that-does-not-sync.ts';
import type { Exhibit } from './exhibit.ts';
import { filmInMemory } from './film-in-memory.ts';
import { forgedLocked } from './forged-locked.ts';
import { frozenCamera } from './frozen-camera.ts';
import { fullOutbox } from './full-outbox.ts';
import { jamAsLocked } from './jam-as-locked.ts';
import { logDrop } from './log-drop.ts';
import { mutedAlarm } from './muted-alarm.ts';
import { noContact } from './no-contact.ts';
import { redeliveredCommand } from './redelivered-command.ts';
import { restoredBackup } from './restored-backup.ts';
import { revocationEvasion } from './revocation-evasion.ts';
import { sleepUnnoticed } from './sleep-unnoticed.ts';
import { toggle } from './toggle.ts';
import { uncheckedSignatures } from './unchecked-signatures.ts';
import { waivedFreshness } from './waived-freshness.ts';

export const exhibits: readonly Exhibit[] = [
  frozenCamera,
  forgedLocked,
  mutedAlarm,
  uncheckedSignatures,
  logDrop,
  revocationEvasion,
  toggle,
  jamAsLocked,
  noContact,
  redeliveredCommand,
  diskThatDoesNotSync,
  filmInMemory,
  restoredBackup,
  clockSetBack,
];

/** Those that only an outage of many days shows. */
export const outageExhibits: readonly Exhibit[] = [waivedFreshness, fullOutbox, sleepUnnoticed];

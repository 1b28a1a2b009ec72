import * as z from 'zod';
import { belief } from '../routes/demo.ts';

/**
 * The door view of the demo hardware: one WebSocket at `/view` tells everything that is so, that is reported and that is
 * believed; acts and faults go back on it, or one at a time to `POST /api/act` for scripts. It exists only in the demo.
 */
export const viewPath = '/view';
export const actPath = '/api/act';
export const viewStatePath = '/api/state';

const door = z.number().int().min(0).max(255);
const percent = z.number().min(0).max(100);
const ageMs = z.number().nonnegative();

const moving = z.enum(['none', 'locking', 'unlocking', 'warning']);
const cause = z.enum(['none', 'command', 'auto-lock', 'handle', 'key', 'button', 'unknown']);
const doorWord = z.enum(['locked', 'unlocked', 'open', 'jammed', 'unknown']);

/** What is really so. */
export const viewTruth = z.strictObject({
  bolt: percent,
  leaf: percent,
  latch: z.enum(['out', 'held']),
  jam: z.boolean(),
  moving,
  /** While a garage warns: until its leaf moves. */
  warnsLeftMs: ageMs.optional(),
  cause,
  obstructed: z.boolean(),
  broken: z.boolean(),
  rattling: z.boolean(),
});

/** What the lock last said, as it said it. */
export const viewReport = z.strictObject({
  ageMs,
  bolt: percent.nullable(),
  contact: z.enum(['closed', 'open']).nullable(),
  latch: z.enum(['out', 'held']).nullable(),
  jam: z.boolean(),
  moving,
  cause,
  battery: percent,
});

export const doorFaults = z.strictObject({
  jamAtPercent: percent.nullable(),
  misaligned: z.boolean(),
  liar: z.boolean(),
  contactStuck: z.enum(['open', 'closed']).nullable(),
  bouncing: z.boolean(),
  losesReports: z.boolean(),
  losesCommands: z.boolean(),
  radioDelayMs: z.number().int().min(0).max(20_000),
  ackDelayMs: z.number().int().min(0).max(20_000),
  batteryPercent: percent,
});

export const cameraFault = z.enum(['none', 'freeze', 'covered', 'cut', 'loss', 'slow', 'off']);
export const routerLine = z.enum(['up', 'slow', 'cut']);

export const viewDoor = z.strictObject({
  door,
  kind: z.enum(['flat', 'garage']),
  truth: viewTruth,
  /** Absent: this lock has told the hub nothing yet. */
  report: viewReport.optional(),
  faults: doorFaults,
  /**
   * Absent where nothing can be fitted outside. `shows`, `read`: the links that a phone gets from the display, or got last from the tag. `screen`:
   * the page that a tablet outside opens, where one hangs there; `takesScreen`: this hub serves such a page.
   */
  outside: z
    .strictObject({
      display: z.boolean(),
      takesScreen: z.boolean(),
      screen: z.string().optional(),
      tag: z.boolean(),
      shows: z.string().optional(),
      read: z.string().optional(),
    })
    .optional(),
  autoLock: z.strictObject({ afterS: z.number().nullable(), firesInMs: ageMs.nullable() }),
});

export const viewHub = z.strictObject({
  plugged: z.boolean(),
  /** Its process runs; it may still be starting. */
  running: z.boolean(),
  connected: z.boolean(),
  /** Its last words about itself, and how old they are. */
  belief: z
    .strictObject({
      ageMs,
      paired: z.boolean(),
      online: z.boolean(),
      recording: z.boolean(),
      clock: z.enum(['trusted', 'unknown']),
      unixS: z.number().optional(),
      recovery: z.strictObject({ leftS: z.number() }).optional(),
      leaving: z.strictObject({ leftS: z.number() }).optional(),
      doors: z.array(z.strictObject({ door, word: doorWord, phase: z.string(), note: z.string().optional() })),
    })
    .optional(),
  indicator: z.boolean(),
  siren: z.boolean(),
  /** On its display while it belongs to nobody. */
  pairingCode: z.string().optional(),
  /** On its display for two minutes after its button was pressed. */
  presence: z.string().optional(),
});

export const viewState = z.strictObject({
  type: z.literal('state'),
  doors: z.array(viewDoor),
  hub: viewHub,
  router: z.strictObject({ line: routerLine, connections: z.number().int() }),
  clock: z.strictObject({ unixS: z.number(), lostPower: z.boolean(), hasCell: z.boolean(), errorS: z.number() }),
  camera: z.strictObject({ present: z.boolean(), fault: cameraFault, viewers: z.number().int() }),
  /** Absent: the server does not answer the demo hardware. */
  server: z
    .strictObject({
      ageMs,
      hubOnline: z.boolean().optional(),
      lastReceipt: z.string().optional(),
      recipient: belief.extend({ ageMs }).optional(),
      courier: belief.extend({ ageMs }).optional(),
    })
    .optional(),
  links: z.strictObject({ home: z.string(), courier: z.string(), console: z.string(), pairing: z.string().optional() }),
});

export const viewAct = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('hand'),
    door,
    act: z.discriminatedUnion('act', [
      z.strictObject({ act: z.enum(['push', 'pull', 'handle', 'force', 'repair', 'button']) }),
      z.strictObject({ act: z.literal('swing'), to: percent }),
      z.strictObject({ act: z.literal('key'), to: z.enum(['locked', 'unlocked']) }),
      z.strictObject({ act: z.literal('obstruct'), present: z.boolean() }),
    ]),
  }),
  z.strictObject({ type: z.literal('fault'), door, faults: doorFaults.partial() }),
  z.strictObject({ type: z.literal('camera'), fault: cameraFault }),
  // A phone with these codes on its screen, one after the other, before the lens; with none it is put away.
  z.strictObject({ type: z.literal('hold'), codes: z.array(z.string().min(1).max(240)).max(32) }),
  // Somebody screws a display or a tag to the outside of the flat door, or takes it off.
  z.strictObject({ type: z.literal('fit'), what: z.enum(['display', 'screen', 'tag']), there: z.boolean() }),
  // A phone is held against the tag.
  z.strictObject({ type: z.literal('tap') }),
  z.strictObject({ type: z.literal('power'), plugged: z.boolean() }),
  z.strictObject({ type: z.literal('hub-button'), heldMs: z.number().int().min(0).max(60_000) }),
  z.strictObject({ type: z.literal('router'), line: routerLine }),
  z.strictObject({ type: z.literal('clock'), moveS: z.number().int().min(-31_536_000).max(31_536_000) }),
  z.strictObject({ type: z.literal('clock-cell'), present: z.boolean() }),
]);

export type ViewState = z.infer<typeof viewState>;
export type ViewDoor = z.infer<typeof viewDoor>;
export type ViewTruth = z.infer<typeof viewTruth>;
export type ViewAct = z.infer<typeof viewAct>;
export type DoorFaults = z.infer<typeof doorFaults>;
export type CameraFault = z.infer<typeof cameraFault>;
export type RouterLine = z.infer<typeof routerLine>;

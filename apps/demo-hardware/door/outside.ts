import type { doorView } from '@latchkey/contract';
import { readChip, type Chip } from '@latchkey/hub/tags/simulated';
import { nodeAesBlock } from '@latchkey/keys/node';
import { atDoorFragment, fromBase64url, fromHex, toHex } from '@latchkey/protocol';
import { z } from 'zod';
import { KeptFile } from '../atomic-file.ts';

/** The door that these hang beside. */
export const outsideDoor = 1;

const hex = z.string().regex(/^([0-9a-f]{2})+$/);
const stored = z.object({
  display: z.boolean(),
  screen: z
    .string()
    .regex(/^[\w-]{43}$/)
    .optional(),
  tag: z.boolean(),
  chip: z.object({ uid: hex, metaKey: hex, macKey: hex, counter: z.number().int().nonnegative() }),
});

export interface OutsideParts {
  readonly folder: string;
  readonly courierLink: string;
  /** Where the hub serves the page of a screen; undefined: it serves none. */
  readonly hubOrigin: string | undefined;
  readonly random: (bytes: number) => Buffer;
  readonly nowMs: () => number;
  readonly log: (line: string) => void;
}

const bytes = (text: string): Uint8Array => fromHex(text) ?? new Uint8Array(0);

/** What is fitted on the outside of the flat door: a small display on the hub's wires, a tablet with a page of the hub's, and an NFC tag that is on nobody's. */
export class Outside {
  readonly #parts: OutsideParts;
  readonly #file: KeptFile;
  readonly #settings: KeptFile;
  readonly #screens: KeptFile;
  #chip: Chip;
  #display: boolean;
  /** The secret of the page on the tablet. */
  #screen: string | undefined;
  #tag: boolean;
  #shows: { readonly fragment: string; readonly untilMs: number } | undefined;
  #read: string | undefined;

  private constructor(parts: OutsideParts, file: KeptFile, was: z.infer<typeof stored>) {
    const { uid, metaKey, macKey, counter } = was.chip;
    this.#parts = parts;
    this.#file = file;
    this.#settings = new KeptFile(settingsPath(parts.folder));
    this.#screens = new KeptFile(screensPath(parts.folder));
    this.#display = was.display;
    this.#screen = was.screen;
    this.#tag = was.tag;
    this.#chip = { uid: bytes(uid), metaKey: bytes(metaKey), macKey: bytes(macKey), counter };
  }

  static async open(parts: OutsideParts): Promise<Outside> {
    const file = new KeptFile(`${parts.folder}/outside.json`);
    const found = stored.safeParse(parsed(await file.read()));
    const outside = new Outside(parts, file, found.success ? found.data : asNew(parts.random));
    await outside.#keep();
    await outside.#tellSettings();
    return outside;
  }

  /** Where the hub's settings say what is in the chip. */
  get settingsPath(): string {
    return settingsPath(this.#parts.folder);
  }

  /** Where they say which page stands at which door. */
  get screensPath(): string {
    return screensPath(this.#parts.folder);
  }

  get hasDisplay(): boolean {
    return this.#display;
  }

  state(): NonNullable<doorView.ViewDoor['outside']> {
    const { nowMs, courierLink, hubOrigin } = this.#parts;
    const shows = this.#shows !== undefined && this.#display && nowMs() < this.#shows.untilMs ? this.#shows : undefined;
    return {
      display: this.#display,
      takesScreen: hubOrigin !== undefined,
      ...(hubOrigin === undefined || this.#screen === undefined
        ? {}
        : { screen: `${hubOrigin}/display/#${this.#screen}` }),
      tag: this.#tag,
      ...(shows === undefined ? {} : { shows: `${courierLink}#${shows.fragment}` }),
      ...(this.#read === undefined || !this.#tag ? {} : { read: this.#read }),
    };
  }

  /** Somebody screws it on or takes it off; whoever fits a tag or a screen writes its keys into the hub's settings. */
  async fit(what: 'display' | 'screen' | 'tag', there: boolean): Promise<void> {
    if (what === 'display') this.#display = there;
    else if (what === 'tag') this.#tag = there;
    else this.#screen = there ? this.#parts.random(32).toString('base64url') : undefined;
    this.#shows = undefined;
    this.#read = undefined;
    await this.#keep();
    await this.#tellSettings();
  }

  /** The hub's word on what to show. A display has no power of its own. */
  show(fragment: string | null, forMs: number): void {
    this.#shows = fragment === null ? undefined : { fragment, untilMs: this.#parts.nowMs() + forMs };
  }

  dark(): void {
    this.#shows = undefined;
  }

  /** A phone is held against the tag: the link that it would open. The chip's number is in its memory before the phone has anything. */
  async tap(hubId: string): Promise<void> {
    const id = fromBase64url(hubId);
    const read = readChip(nodeAesBlock, this.#chip, new Uint8Array(this.#parts.random(5)));
    if (!this.#tag || read === undefined || id?.length !== 16) return;
    this.#chip = read.chip;
    await this.#keep();
    const fragment = atDoorFragment({ hubId: id, door: outsideDoor, shown: { tap: read.sun } });
    this.#read = `${this.#parts.courierLink}#${fragment}`;
  }

  #keep(): Promise<void> {
    const { uid, metaKey, macKey, counter } = this.#chip;
    const chip = { uid: toHex(uid), metaKey: toHex(metaKey), macKey: toHex(macKey), counter };
    const screen = this.#screen === undefined ? {} : { screen: this.#screen };
    return this.#write(this.#file, { display: this.#display, ...screen, tag: this.#tag, chip });
  }

  async #tellSettings(): Promise<void> {
    const screens = this.#screen === undefined ? [] : [{ door: outsideDoor, secret: this.#screen }];
    await this.#write(this.#screens, screens);
    const { uid, metaKey, macKey } = this.#chip;
    const fitted = { door: outsideDoor, uid: toHex(uid), metaKey: toHex(metaKey), macKey: toHex(macKey) };
    await this.#write(this.#settings, this.#tag ? [fitted] : []);
  }

  #write(file: KeptFile, what: unknown): Promise<void> {
    return file
      .write(JSON.stringify(what))
      .catch((error: unknown) => this.#parts.log(`what hangs outside could not be kept: ${String(error)}`));
  }
}

const settingsPath = (folder: string): string => `${folder}/door-tags.json`;
const screensPath = (folder: string): string => `${folder}/displays.json`;

/** A chip of its own keys: there is no common one (P13). */
const asNew = (random: OutsideParts['random']): z.infer<typeof stored> => ({
  display: false,
  tag: false,
  chip: {
    uid: `04${random(6).toString('hex')}`,
    metaKey: random(16).toString('hex'),
    macKey: random(16).toString('hex'),
    counter: 0,
  },
});

const parsed = (text: string | undefined): unknown => {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
};

import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { channel } from '@latchkey/contract';
import { readIfThere, writeDurably } from '@latchkey/keys/node';

const LIMIT_VISITS = 300;
const ENDING = '.json';

/** What the server called the household's visits, one file each: the page at home shows it when there is no server to ask. */
export class ToldVisits {
  readonly #folder: string;
  #visits: channel.VisitLabel[] = [];

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Oldest first. A file that cannot be read is as if it were not there. */
  async open(): Promise<readonly channel.VisitLabel[]> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    for (const name of (await readdir(this.#folder)).filter((one) => one.endsWith(ENDING))) {
      const read = channel.visitLabel.safeParse(parsed(await readIfThere(join(this.#folder, name))));
      if (read.success) this.#visits.push(read.data);
    }
    this.#visits.sort((a, b) => a.createdMs - b.createdMs);
    return this.#visits;
  }

  async keep(visit: channel.VisitLabel): Promise<void> {
    this.#visits = [...this.#visits.filter(({ visitId }) => visitId !== visit.visitId), visit];
    await writeDurably(this.#path(visit.visitId), JSON.stringify(visit));
    for (const { visitId } of this.#visits.splice(0, this.#visits.length - LIMIT_VISITS))
      await rm(this.#path(visitId), { force: true });
  }

  #path(visitId: string): string {
    return join(this.#folder, visitId + ENDING);
  }
}

const parsed = (bytes: Uint8Array | undefined): unknown => {
  try {
    return bytes === undefined ? undefined : JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
};

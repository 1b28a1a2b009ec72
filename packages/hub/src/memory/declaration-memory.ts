import { sameBytes, type Declaration, type Declared, type Link } from '@latchkey/protocol';

/** What the journal says of what the household declared of its doors (docs/protocol/14-declaration.md). */
export class DeclarationMemory {
  /** By door: what was declared last. */
  readonly newest = new Map<number, Declared>();
  /** Those of which no receipt tells, oldest first. */
  untold: readonly Link<Declaration>[] = [];

  add(link: Link<Declaration>): void {
    const { door, number, facts } = link.claims;
    this.newest.set(door, { number, facts, hash: link.hash });
    this.untold = [...this.untold, link];
  }

  /** A receipt that answers this declaration. */
  said(answers: Uint8Array): void {
    this.untold = this.untold.filter(({ hash }) => !sameBytes(hash, answers));
  }

  /** The household has left. */
  forget(): void {
    this.newest.clear();
    this.untold = [];
  }
}

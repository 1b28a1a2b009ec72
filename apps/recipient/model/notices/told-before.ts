import { toBase64url } from '@latchkey/protocol';
import type { Shelf } from '@latchkey/web-kit/model';
import type { Content } from './content.ts';
import type { Told } from './reading.ts';

export const toldName = 'told';
/** Of a household's busiest day; what is older rings again. */
const most = 200;

/**
 * Each thing rings once on this device. A server whose database came back older hears from the hub again what it had forgotten, and tells it
 * again; a push service may carry twice what it was asked twice. Where the shelf cannot be read everything rings. It is shown before it is
 * written down: no notice waits for a disk, and one that a crash leaves unwritten rings twice.
 */
export const oncePerDevice = async (
  shelf: Pick<Shelf, 'get' | 'put'>,
  told: Told,
  content: Content,
  show: (content: Content) => Promise<void>,
): Promise<void> => {
  const name = nameOf(told);
  if (name === undefined) return show(content);
  const before = await shelf.get(toldName).then(
    (names) => (names ?? []) as readonly string[],
    (): readonly string[] => [],
  );
  if (before.includes(name)) return show({ ...content, loud: false });
  await show(content);
  await shelf.put(toldName, [...before, name].slice(-most)).catch(() => undefined);
};

/** A receipt by its place in the hub's story and its salt, an arrival by its visit; undefined: what is said anew each time. */
const nameOf = (told: Told): string | undefined => {
  if (told.kind === 'signed') return `${told.receipt.seq} ${toBase64url(told.receipt.salt)}`;
  return told.kind === 'arriving' ? told.visitId : undefined;
};

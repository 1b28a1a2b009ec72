/** `{"t":"floor","unixS":N}`, as `encodeEntry` writes it. */
const HEAD = new TextEncoder().encode('{"t":"floor","unixS":');
const [ZERO, NINE, END] = [0x30, 0x39, 0x7d];

/** The time in a record that is one floor and nothing else; undefined for every other, and for one in another form. */
function floorIn(payload: Uint8Array): number | undefined {
  const last = payload.length - 1;
  if (last <= HEAD.length || payload[last] !== END) return undefined;
  for (let at = 0; at < HEAD.length; at++) if (payload[at] !== HEAD[at]) return undefined;
  let unixS = 0;
  for (let at = HEAD.length; at < last; at++) {
    const digit = payload[at] ?? 0;
    if (digit < ZERO || digit > NINE) return undefined;
    unixS = unixS * 10 + digit - ZERO;
  }
  return Number.isSafeInteger(unixS) ? unixS : undefined;
}

/**
 * The same records without the floors that say nothing: of those that follow one another with nothing between, the highest alone. A memory that reads the journal has the same floor before
 * and after every other record, so it comes to the same in everything. A hub writes a floor a minute, and for most of them nothing happens.
 */
export function withoutIdleFloors(payloads: readonly Uint8Array[]): readonly Uint8Array[] {
  const kept: Uint8Array[] = [];
  let runS: number | undefined;
  for (const payload of payloads) {
    const unixS = floorIn(payload);
    if (unixS === undefined || runS === undefined) kept.push(payload);
    else if (unixS > runS) kept[kept.length - 1] = payload;
    runS = unixS === undefined ? undefined : Math.max(runS ?? 0, unixS);
  }
  return kept;
}

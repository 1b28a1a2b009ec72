import { afterEach, describe, expect, it } from 'vitest';
import { HardwareLink } from './hardware-link.ts';
import { endAll, ends, listen } from './testing/listening-end.ts';

const nothing = () => undefined;
const log = { info: nothing, warn: nothing, error: nothing };

afterEach(endAll);

describe('the wires inside the home', () => {
  it('carry the token, checked messages both ways, and tell when they are cut', async () => {
    const { port, next } = await listen();
    const link = new HardwareLink(`ws://127.0.0.1:${port}/hardware`, 'token', log);
    ends.push(() => link.stop());
    const heard: unknown[] = [];
    let cut: () => void = () => undefined;
    const lost = new Promise<void>((resolve) => (cut = resolve));
    let come: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => (come = resolve));
    link.start({
      heard: (message) => {
        heard.push(message);
        come();
      },
      lost: cut,
    });
    const caller = await next();
    expect(caller.authorization).toBe('Bearer token');
    caller.say({ type: 'report', door: 1, bolt: 'thrown' });
    caller.say({ type: 'rtc', lostPower: true, unixS: 0 });
    await arrived;
    expect(heard).toEqual([{ type: 'rtc', lostPower: true, unixS: 0 }]);
    link.send({ type: 'siren', on: true });
    expect(await caller.heard()).toEqual({ type: 'siren', on: true });
    caller.socket.terminate();
    await lost;
    expect((await next()).authorization).toBe('Bearer token');
  });
});

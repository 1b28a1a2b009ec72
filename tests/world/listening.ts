/** The sockets of a process tree, from /proc: where it waits for callers (TCP), hears anybody (UDP), or speaks by something else than either. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { processes } from './processes.ts';

const LISTEN = '0A';
const UNCONNECTED = '07';

const inodesOf = (pid: number): readonly string[] => {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        const [, inode] = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`)) ?? [];
        return inode ?? [];
      } catch {
        return []; // closed meanwhile
      }
    });
  } catch {
    return []; // ended meanwhile
  }
};

/** The kernel writes each 32-bit word of an address in the machine's order. */
const addressOf = (hex: string): string => {
  const bytes = Buffer.from(hex, 'hex');
  const words = Array.from({ length: bytes.length / 4 }, (_, i) => bytes.subarray(4 * i, 4 * i + 4).reverse());
  if (words.length === 1) return [...(words[0] ?? [])].join('.');
  const whole = Buffer.concat(words);
  return /^0{31}1$/.test(whole.toString('hex')) ? '[::1]' : `[${whole.toString('hex')}]`;
};

interface Socket {
  readonly inode: string;
  readonly at: string;
}

const table = (name: 'tcp' | 'tcp6' | 'udp' | 'udp6', state: string): readonly Socket[] =>
  readFileSync(`/proc/net/${name}`, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[3] === state)
    .map((fields) => {
      const [address = '', port = ''] = (fields[1] ?? '').split(':');
      return { inode: fields[9] ?? '', at: `${name.slice(0, 3)} ${addressOf(address)}:${Number.parseInt(port, 16)}` };
    });

/** Every socket of this process and everything that it started. */
const socketsBelow = (pid: number): ReadonlySet<string> => {
  const all = processes();
  const family = new Set([pid]);
  for (let grew = true; grew;) {
    const children = all.filter((one) => family.has(one.parent) && !family.has(one.pid));
    for (const child of children) family.add(child.pid);
    grew = children.length > 0;
  }
  return new Set([...family].flatMap(inodesOf));
};

/** Of this process and everything that it started, sorted: `tcp 127.0.0.1:8400`. */
export const listeningBelow = (pid: number): readonly string[] => {
  const own = socketsBelow(pid);
  const waiting = [
    ...table('tcp', LISTEN),
    ...table('tcp6', LISTEN),
    ...table('udp', UNCONNECTED),
    ...table('udp6', UNCONNECTED),
  ];
  return [...new Set(waiting.filter(({ inode }) => own.has(inode)).map(({ at }) => at))].sort();
};

/** In each of these tables, the column of a socket's inode. */
const INODE_COLUMNS = { tcp: 9, tcp6: 9, udp: 9, udp6: 9, unix: 6 } as const;

/**
 * Sockets of this process and everything that it started which are neither TCP nor UDP nor of this machine alone: Bluetooth's would be among
 * them. One that is being opened or closed may stand here for a moment.
 */
export const strangeSocketsBelow = (pid: number): readonly string[] => {
  const own = socketsBelow(pid);
  const known = Object.entries(INODE_COLUMNS).flatMap(([name, column]) =>
    readFileSync(`/proc/net/${name}`, 'utf8').split('\n').map((line) => line.trim().split(/\s+/)[column] ?? ''),
  ); // prettier-ignore
  const still = socketsBelow(pid);
  return [...own].filter((inode) => still.has(inode) && !known.includes(inode));
};

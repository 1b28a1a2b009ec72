export type { Disk } from './disk.ts';
export { FolderTaken, openNodeDisk } from './node-disk.ts';

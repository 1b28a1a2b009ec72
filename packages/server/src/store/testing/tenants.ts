import type { Tenant } from '../store.ts';
import { id } from './samples.ts';

/** On whose behalf the suites ask. */
export const home1: Tenant = { role: 'home', id: id('home', 1) };
export const home2: Tenant = { role: 'home', id: id('home', 2) };
export const carrier1: Tenant = { role: 'carrier', id: id('carrier', 1) };
export const carrier2: Tenant = { role: 'carrier', id: id('carrier', 2) };
export const device1: Tenant = { role: 'courier', id: id('device', 1) };
export const device2: Tenant = { role: 'courier', id: id('device', 2) };
export const all = { afterSeq: -1, limit: 100 };

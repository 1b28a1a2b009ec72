export { makePushKeys, openWebPush, type WebPushOptions } from './web-push.ts';
export type { PushWire } from './wire.ts';

import type { NoticeEnds } from '../model/notices/setting.ts';

/** The browser's own notices; undefined where it has none for a closed page. */
export const browserNotices = (): NoticeEnds | undefined => {
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) return undefined;
  const manager = async () => (await navigator.serviceWorker.ready).pushManager;
  return {
    permission: () => Notification.permission,
    ask: () => Notification.requestPermission(),
    current: async () => (await manager()).getSubscription(),
    subscribe: async (serverKey) =>
      (await manager()).subscribe({ userVisibleOnly: true, applicationServerKey: serverKey }),
  };
};

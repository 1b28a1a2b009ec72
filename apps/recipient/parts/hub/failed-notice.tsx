import { LiveRegion, Notice } from '@latchkey/web-kit';

/** What was said to the hub was not taken, and why; said at once. */
export const FailedNotice = ({ title, why }: { title: string; why: string }) => (
  <Notice tone="needs" title={title}>
    <p>{why}</p>
    <LiveRegion words={title} urgent />
  </Notice>
);

import type { ReactNode } from 'react';
import type { Tone } from './notice.tsx';

export interface TimelineItem {
  readonly key: string;
  readonly time: string;
  /** For machines: ISO 8601. */
  readonly dateTime?: string;
  readonly tone: Tone;
  readonly weight: 'main' | 'minor';
  readonly title: string;
  readonly detail?: ReactNode;
}

/** What happened, by the second, oldest first. */
export const Timeline = ({ items, label }: { items: readonly TimelineItem[]; label: string }) => (
  <ol className="timeline" aria-label={label}>
    {items.map((item) => (
      <li className="timeline-item" key={item.key} data-tone={item.tone} data-weight={item.weight}>
        <time className="timeline-time" dateTime={item.dateTime}>
          {item.time}
        </time>
        <span className="timeline-dot" aria-hidden="true" />
        <div>
          <p>{item.title}</p>
          {item.detail !== undefined && <div className="small soft">{item.detail}</div>}
        </div>
      </li>
    ))}
  </ol>
);

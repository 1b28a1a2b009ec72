import type { ReactNode } from 'react';

/** `locked` green, `use` blue, `needs` amber, `alarm` red; each only repeats what the words say. */
export type Tone = 'plain' | 'locked' | 'use' | 'needs' | 'alarm';

export interface NoticeProps {
  readonly tone?: Tone;
  readonly title: string;
  readonly children?: ReactNode;
  /** The way on: buttons or links. */
  readonly way?: ReactNode;
}

export const Notice = ({ tone = 'plain', title, children, way }: NoticeProps) => (
  <section className="notice" data-tone={tone}>
    <p className="notice-title">{title}</p>
    {children !== undefined && <div>{children}</div>}
    {way !== undefined && <div className="notice-way">{way}</div>}
  </section>
);

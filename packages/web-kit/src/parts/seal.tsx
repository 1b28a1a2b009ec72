import type { ReactNode } from 'react';

/** `sound`: verified to its newest; `open`: not, or not all of it yet; `broken`: it does not verify. */
export type SealMark = 'sound' | 'open' | 'broken';

/** Mid of the seal; an open one has an empty middle. */
const marks: Record<SealMark, ReactNode> = {
  sound: <path d="M9.8 14.3l3 3 5.6-6.2" strokeWidth="1.75" />,
  open: null,
  broken: <path d="M14 9v6.5M14 18.2v.9" strokeWidth="2" />,
};

/** The seal of a story, by what was verified of it; pressing it opens the evidence. */
export const Seal = ({ mark, label, onClick }: { mark: SealMark; label: string; onClick: () => void }) => (
  <button type="button" className="seal" data-mark={mark} onClick={onClick}>
    <svg width="28" height="28" viewBox="0 0 28 28" aria-hidden="true" fill="none" stroke="currentColor">
      <circle cx="14" cy="14" r="12.25" strokeWidth="1" strokeDasharray="1.6 1.6" />
      <circle cx="14" cy="14" r="9" strokeWidth="1.25" />
      {marks[mark]}
    </svg>
    {label}
  </button>
);

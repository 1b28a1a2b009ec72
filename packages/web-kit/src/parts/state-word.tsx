import type { Tone } from './notice.tsx';

/** The state in words first; the mark's shape repeats the colour for those who do not see it. */
export const StateWord = ({ tone, children }: { tone: Tone; children: string }) => (
  <p className="state-word" data-tone={tone}>
    <span className="state-mark" aria-hidden="true" />
    <span>{children}</span>
  </p>
);

export const Initials = ({ name }: { name: string }) => (
  <span className="initials" aria-hidden="true">
    {initialsOf(name)}
  </span>
);

const initialsOf = (name: string) =>
  name
    .split(/\s+/u)
    .filter((word) => word !== '')
    .slice(0, 2)
    .map((word) => (word[0] ?? '').toUpperCase())
    .join('');

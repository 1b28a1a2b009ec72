import type { ReactNode } from 'react';

interface Props {
  readonly id: string;
  /** Why the act below waits; nothing where it does not. */
  readonly why: string | undefined;
  readonly children: ReactNode;
}

/** An act that cannot be done yet, with the reason above it: never a grey button alone. Its button is described by `id`. */
export const WhyNot = ({ id, why, children }: Props) => (
  <div className="stack" data-gap="tight">
    {why !== undefined && (
      <p className="small soft" id={id}>
        {why}
      </p>
    )}
    {children}
  </div>
);

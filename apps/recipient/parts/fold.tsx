import { useState, type ReactNode } from 'react';

interface Props {
  readonly title: string;
  /** What is chosen inside, in a few words: it stands there closed too. */
  readonly value: string;
  /** Something inside wants to be seen. */
  readonly urgent?: boolean;
  readonly children: ReactNode;
}

/** A choice that most people leave as it is: its name and its value on one row, the choice itself beneath once it is opened. */
export const Fold = ({ title, value, urgent = false, children }: Props) => {
  const [open, setOpen] = useState(false);
  const shown = open || urgent;
  return (
    <details className="fold" open={shown} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="fold-head">
        <span className="field-label">{title}</span>
        <span className="fold-value">{value}</span>
      </summary>
      {shown && <div className="fold-inside stack">{children}</div>}
    </details>
  );
};

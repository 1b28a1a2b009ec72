import { Button, TextField } from '@latchkey/web-kit';
import { useState, type ReactNode } from 'react';

export interface HubLettersProps {
  readonly label: string;
  /** What to say of letters that cannot be the display's; absent: nothing is wrong with them. */
  readonly mistyped?: string | undefined;
  readonly act: string;
  readonly waiting: boolean;
  readonly say: (typed: string) => Promise<void>;
  /** What follows from it, before the letters. */
  readonly children?: ReactNode;
}

/** What the hub's display shows, typed: the proof that somebody stands beside it. What was said once is not said again. */
export const HubLetters = ({ label, mistyped, act, waiting, say, children }: HubLettersProps) => {
  const [typed, setTyped] = useState('');
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void say(typed).then(() => setTyped(''));
      }}
    >
      {children}
      <TextField label={label} value={typed} onChange={setTyped} autoComplete="off" maxLength={40} />
      {mistyped !== undefined && <p className="field-wrong">{mistyped}</p>}
      <Button type="submit" waiting={waiting}>
        {act}
      </Button>
    </form>
  );
};

import { Button } from '@latchkey/web-kit';
import { useEffect, useRef, useState, type ReactNode } from 'react';

const firstShown = 8;

interface Props {
  /** Each a list item with a key of its own. */
  readonly rows: readonly ReactNode[];
  /** How many more there are, as the words of the button that shows them. */
  readonly more: (count: number) => string;
}

/** A list that begins short, so that what follows it is found; all of it is one press away, and the keyboard goes on where the list did. */
export const LongRows = ({ rows, more }: Props) => {
  const [all, setAll] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const next = list.current?.children[firstShown];
    if (all) next?.querySelector<HTMLElement>('a, button')?.focus();
  }, [all]);
  const rest = all ? 0 : rows.length - firstShown;
  return (
    <>
      <ul className="rows" ref={list}>
        {rest > 0 ? rows.slice(0, firstShown) : rows}
      </ul>
      {rest > 0 && (
        <Button kind="plain" onClick={() => setAll(true)}>
          {more(rest)}
        </Button>
      )}
    </>
  );
};

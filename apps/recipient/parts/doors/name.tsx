import type { DoorDescription } from '@latchkey/protocol';
import { TextField, useSentences } from '@latchkey/web-kit';
import { useState } from 'react';
import { longestDoorName } from '../../model/doors/names.ts';
import { namingSentences } from '../../sentences/naming.ts';
import { useHome } from '../home-context.tsx';

/** What the household calls this door. Kept as it is typed: it is nobody's to confirm. An empty field gives the hub's name back. */
export const DoorName = ({ door }: { door: DoorDescription }) => {
  const t = useSentences(namingSentences);
  const { doorNames } = useHome().home;
  const [name, setName] = useState(door.name);
  const change = (typed: string) => {
    setName(typed);
    void doorNames.call(door.id, typed);
  };
  return <TextField label={t.door} hint={t.doorHint} value={name} onChange={change} maxLength={longestDoorName} />;
};

import { Button, useFormat, useObservable, useSentences } from '@latchkey/web-kit';
import { calendarSentences } from '../../sentences/calendar.ts';
import { useHome } from '../home-context.tsx';

/** Make one, make another, end it: each with its consequence beneath. */
export const AddressActs = ({ there }: { there: boolean }) => {
  const t = useSentences(calendarSentences).address;
  const { language } = useFormat();
  const { address } = useHome().home;
  const busy = useObservable(address.busy);
  const make = () => void address.make(language);
  if (!there) {
    return (
      <Button kind="quiet" waiting={busy} onClick={make}>
        {busy ? t.making : t.make}
      </Button>
    );
  }
  return (
    <div className="stack" data-gap="tight">
      <Button kind="quiet" waiting={busy} aria-describedby="calendar-end" onClick={() => void address.end()}>
        {t.end}
      </Button>
      <p className="small soft" id="calendar-end">
        {t.ended}
      </p>
      <Button kind="plain" waiting={busy} aria-describedby="calendar-again" onClick={make}>
        {busy ? t.making : t.again}
      </Button>
      <p className="small soft" id="calendar-again">
        {t.againHint}
      </p>
    </div>
  );
};

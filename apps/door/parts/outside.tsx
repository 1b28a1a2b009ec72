import type { doorView } from '@latchkey/contract';
import { Button, useSentences } from '@latchkey/web-kit';
import { doorViewSentences } from '../sentences/index.ts';

interface Props {
  readonly outside: NonNullable<doorView.ViewDoor['outside']>;
  readonly act: (act: doorView.ViewAct) => void;
}

/** What a courier finds beside the door, and what their phone gets from it. */
export const OutsideParts = ({ outside, act }: Props) => {
  const t = useSentences(doorViewSentences).outside;
  const { display, takesScreen, screen, tag, shows, read } = outside;
  const fit = (what: 'display' | 'screen' | 'tag', there: boolean) => act({ type: 'fit', what, there });
  return (
    <div className="outside" role="group" aria-label={t.label}>
      <div className="outside-row">
        <Button kind="quiet" onClick={() => fit('display', !display)}>
          {display ? t.takeDisplay : t.fitDisplay}
        </Button>
        {display && (
          <span className="outside-said">{shows === undefined ? t.dark : <Opens link={shows}>{t.scan}</Opens>}</span>
        )}
      </div>
      {takesScreen && (
        <div className="outside-row">
          <Button kind="quiet" onClick={() => fit('screen', screen === undefined)}>
            {screen === undefined ? t.fitScreen : t.takeScreen}
          </Button>
          {screen !== undefined && (
            <span className="outside-said">
              <Opens link={screen}>{t.opensScreen}</Opens>
            </span>
          )}
        </div>
      )}
      <div className="outside-row">
        <Button kind="quiet" onClick={() => fit('tag', !tag)}>
          {tag ? t.takeTag : t.fitTag}
        </Button>
        {tag && (
          <Button kind="quiet" onClick={() => act({ type: 'tap' })}>
            {t.tap}
          </Button>
        )}
        {tag && read !== undefined && (
          <span className="outside-said">
            <Opens link={read}>{t.opens}</Opens>
          </span>
        )}
      </div>
    </div>
  );
};

/** The phone is another page: this one stays at the door. */
const Opens = ({ link, children }: { link: string; children: string }) => (
  <a href={link} target="_blank" rel="noreferrer">
    {children}
  </a>
);

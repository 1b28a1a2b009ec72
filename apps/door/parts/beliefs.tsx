import type { doorView } from '@latchkey/contract';
import { DoorDrawing, useFormat, useSentences } from '@latchkey/web-kit';
import { beliefsAbout, type BeliefView } from '../model/beliefs.ts';
import { doorViewSentences } from '../sentences/index.ts';

interface Props {
  readonly state: doorView.ViewState;
  readonly door: doorView.ViewDoor;
  readonly sinceMs: number;
  /** How long the door has been what it is. */
  readonly wordAgeMs: number;
}

/** Five witnesses, each with the door as it believes it and a sentence in the first person. */
export const Beliefs = ({ state, door, sinceMs, wordAgeMs }: Props) => {
  const t = useSentences(doorViewSentences).beliefs;
  return (
    <section aria-labelledby="beliefs-title" className="beliefs">
      <h2 id="beliefs-title">{t.title}</h2>
      <ul>
        {beliefsAbout(state, door, sinceMs, wordAgeMs).map((view) => (
          <Witness key={view.who} view={view} />
        ))}
      </ul>
    </section>
  );
};

/** Ages below this are *now*: a figure that flickers tells nobody anything. Screens repeat themselves every 5 s only. */
const freshMs = { lock: 3000, hub: 3000, server: 3000, recipient: 7000, courier: 7000 } as const;

const Witness = ({ view }: { view: BeliefView }) => {
  const t = useSentences(doorViewSentences).beliefs;
  const format = useFormat();
  const said = t.says(view);
  const age = view.ageMs !== undefined && view.ageMs > freshMs[view.who] ? format.duration(view.ageMs) : undefined;
  return (
    <li className="witness" data-standing={view.standing}>
      <DoorDrawing picture={view.picture} label={t.drawn(view.word)} className="witness-door" />
      <div>
        <h3>
          {view.who === 'lock' && view.picture.form === 'overhead' ? t.drive : t.who[view.who]}
          {said === undefined && view.silence !== undefined && (
            <span className="witness-silence"> {t.silent(view.silence)}</span>
          )}
        </h3>
        {said !== undefined && <p className="witness-words">{said}</p>}
        <p className="witness-standing">
          <span className="standing-mark" aria-hidden="true" />
          {t.standing[view.standing]}
          {age !== undefined && <span className="witness-age"> · {t.ago(age)}</span>}
        </p>
      </div>
    </li>
  );
};

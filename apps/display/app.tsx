import { Mark, Qr, useObservable, useSentences } from '@latchkey/web-kit';
import type { Observable } from '@latchkey/web-kit/model';
import type { Face } from './model/face.ts';
import { displaySentences } from './sentences/index.ts';

/** Nothing but the code, as large as the screen allows; without one, as dark as a screen can be. */
export const App = ({ display }: { display: Observable<Face> }) => {
  const face = useObservable(display);
  return (
    <main className="display" data-face={face.kind}>
      <Shown face={face} />
    </main>
  );
};

const Shown = ({ face }: { face: Face }) => {
  const t = useSentences(displaySentences);
  switch (face.kind) {
    case 'shows':
      return (
        <>
          <Qr text={face.link} label={t.code} />
          {/* Drawn anew with each code: a screen that stands still is seen to. */}
          <div className="display-time" key={face.link} aria-hidden="true" />
          <div className="display-word">
            <h1>{t.scan}</h1>
            <p>{t.door(face.door)}</p>
          </div>
        </>
      );
    case 'asking':
      return <Quiet />;
    case 'dark':
      return <Quiet word={t.dark} />;
    case 'lost':
      return <Quiet word={t.lost} />;
    case 'stranger':
      return (
        <div className="display-stranger" role="status">
          <h1>{t.stranger}</h1>
          <p>{t.strangerWay}</p>
        </div>
      );
  }
};

/** Nothing to scan: enough to see that the screen is on. */
const Quiet = ({ word }: { word?: string }) => (
  <div className="display-quiet" role="status">
    <Mark />
    {word !== undefined && <h1>{word}</h1>}
  </div>
);

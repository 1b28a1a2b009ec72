import { useSentences } from '@latchkey/web-kit';
import type { OwnPage } from '@latchkey/protocol';
import { Fragment, useEffect, useState } from 'react';
import { certificateLines, ownPageOf } from '../../model/hub/own-page.ts';
import { tellHub } from '../../model/hub/talk.ts';
import { atHomeSentences } from '../../sentences/at-home.ts';
import { useHome } from '../home-context.tsx';

/** Where the hub serves this app itself; shown only on its own word, so that nobody else can send the household's keys anywhere. */
export const OwnPageCard = () => {
  const t = useSentences(atHomeSentences).card;
  const { home } = useHome();
  const [page, setPage] = useState<OwnPage>();
  useEffect(() => {
    let here = true;
    void ownPageOf({ ...home.parts, tell: tellHub(home.parts) })
      .catch(() => undefined)
      .then((found) => {
        if (here) setPage(found);
      });
    return () => {
      here = false;
    };
  }, [home]);
  if (page === undefined) return null;
  const address = `${page.origin}/home/`;
  return (
    <section className="card stack" data-gap="tight">
      <h2 className="label">{t.title}</h2>
      <p>{t.what}</p>
      <dl className="facts">
        <dt>{t.address}</dt>
        <dd>
          <a className="mono code-link" href={address} target="_blank" rel="noreferrer">
            {address}
          </a>
          <p className="small soft">{t.signed}</p>
        </dd>
        {page.certificate !== undefined && (
          <>
            <dt>{t.certificate}</dt>
            <dd>
              <span className="mono small">
                {certificateLines(page.certificate).map((line, n) => (
                  <Fragment key={n}>
                    {n > 0 && <br />}
                    {line}
                  </Fragment>
                ))}
              </span>
              <p className="small soft">{t.certificateHint}</p>
            </dd>
          </>
        )}
      </dl>
      <p className="small soft">{t.how}</p>
      <p className="small soft">{t.soon}</p>
    </section>
  );
};

import { useSentences } from '@latchkey/web-kit';
import { createBrowserClient } from '@latchkey/web-kit/model';
import { useEffect, useState } from 'react';
import { homeSentences } from '../../sentences/index.ts';
import { readDoorPage } from './door-page.ts';

/** To the page on which the hub shows its code. */
export const DoorPageLink = () => {
  const t = useSentences(homeSentences).pair;
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    let here = true;
    void readDoorPage(createBrowserClient(), location.origin).then((found) => {
      if (here) setUrl(found);
    });
    return () => {
      here = false;
    };
  }, []);
  return (
    <a className="button" data-kind="main" href={url}>
      {t.toDoor}
    </a>
  );
};

import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { addressOf, houseAt, makeNeighbourhood, roundTo, type House } from '@latchkey/delivery';
import { LanguageProvider, LanguageSwitch, mapSentences, Page, useSentences } from '../../index.ts';
import { StopMap, type MapStop } from '../index.ts';
import '../../styles/index.css';

/** A page with a map and its list, for the test of the map alone. */
const here = makeNeighbourhood();
const door = houseAt(here, 'Lindenstraße 14') as House;
const round = [...roundTo(here, door, 8, 5), door];
const states: readonly MapStop['state'][] = ['over', 'over', 'next', 'open', 'needs'];

const Stand = () => {
  const t = useSentences(mapSentences);
  const [chosen, setChosen] = useState<string>();
  const stops = round.map((house, index): MapStop => {
    const number = index + 1;
    const words = t.stop(number, addressOf(house));
    return { id: String(number), number, words, at: house.at, state: states[index] ?? 'open' };
  });
  const [, second] = round;
  const couriers = second === undefined ? [] : [{ id: 'self', words: t.self, at: second.at, accuracyM: 35 }];
  return (
    <Page title="Tour" mark={<b>Map</b>} skip="Skip" aside={<LanguageSwitch />}>
      <h1>Tour</h1>
      <StopMap stops={stops} couriers={couriers} chosen={chosen} onChoose={setChosen} />
      <p role="status">{chosen === undefined ? '–' : `chosen ${chosen}`}</p>
      <ol className="stack" data-gap="tight">
        {stops.map(({ id, words }) => (
          <li key={id}>{words}</li>
        ))}
      </ol>
    </Page>
  );
};

const root = document.getElementById('root');
if (root !== null)
  createRoot(root).render(
    <LanguageProvider>
      <Stand />
    </LanguageProvider>,
  );

import type { RefObject } from 'react';
import { LiveRegion, useSentences } from '@latchkey/web-kit';
import { views, type View, type Wanted } from '../../model/now/now.ts';
import { nowSentences } from '../../sentences/now.ts';

export interface NowFiltersProps {
  readonly ref: RefObject<HTMLInputElement | null>;
  readonly wanted: Wanted;
  readonly counts: Readonly<Record<View, number>>;
  readonly couriers: readonly string[];
  readonly shown: number;
  readonly onPut: (name: 'show' | 'q' | 'courier', value: string) => void;
}

export const NowFilters = ({ ref, wanted, counts, couriers, shown, onPut }: NowFiltersProps) => {
  const t = useSentences(nowSentences);
  return (
    <div className="console-row" role="search">
      <div className="console-filters" role="group" aria-label={t.show}>
        {views.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={one === wanted.view}
            onClick={() => onPut('show', one === 'now' ? '' : one)}
          >
            {t.views[one]} <span className="console-figure">{counts[one]}</span>
          </button>
        ))}
      </div>
      <input
        ref={ref}
        className="input console-search"
        type="search"
        value={wanted.search}
        maxLength={100}
        aria-label={t.search}
        placeholder={t.searchHint}
        onChange={(event) => onPut('q', event.target.value)}
      />
      {couriers.length > 0 && (
        <select
          className="input now-courier"
          value={wanted.courier}
          aria-label={t.courier}
          onChange={(event) => onPut('courier', event.target.value)}
        >
          <option value="">{t.everybody}</option>
          {couriers.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      )}
      <LiveRegion words={t.shown(shown)} />
    </div>
  );
};

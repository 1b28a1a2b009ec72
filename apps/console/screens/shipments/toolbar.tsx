import type { RefObject } from 'react';
import { Button, LiveRegion, useSentences } from '@latchkey/web-kit';
import { shipmentsSentences } from '../../sentences/shipments.ts';

export interface ToolbarProps {
  readonly ref: RefObject<HTMLInputElement | null>;
  readonly value: string;
  readonly shown: number;
  readonly all: number;
  readonly onSearch: (text: string) => void;
  readonly onSave: () => void;
}

export const Toolbar = ({ ref, value, shown, all, onSearch, onSave }: ToolbarProps) => {
  const t = useSentences(shipmentsSentences);
  return (
    <div className="console-row" role="search">
      <input
        ref={ref}
        className="input console-search"
        type="search"
        value={value}
        maxLength={100}
        aria-label={t.search}
        placeholder={t.searchHint}
        onChange={(event) => onSearch(event.target.value)}
      />
      <span className="soft console-figure" aria-hidden="true">
        {t.found(shown, all)}
      </span>
      <LiveRegion words={shown === all ? '' : t.foundLong(shown, all)} />
      <Button kind="plain" onClick={onSave}>
        {t.exportThese}
      </Button>
    </div>
  );
};

import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { Notice, Skeleton, Stack, useSentences } from '@latchkey/web-kit';
import { assignable } from '../../model/couriers.ts';
import type { DispatchRule } from '../../model/dispatch/rules.ts';
import { Frame } from '../../parts/frame.tsx';
import { NoKey } from '../../parts/no-key.tsx';
import type { AtDeskProps } from '../../parts/shared.ts';
import { dispatchSentences } from '../../sentences/dispatch.ts';
import { sentences } from '../../sentences/index.ts';
import { PlanPreview } from './plan-preview.tsx';
import { RulesTable } from './rules-table.tsx';

export const RulesScreen = ({ office, desk, view }: AtDeskProps) => {
  const t = useSentences(dispatchSentences);
  const words = useSentences(sentences);
  const [rules, setRules] = useState<readonly DispatchRule[]>();
  useEffect(() => {
    void office.rules.all().then(setRules);
  }, [office]);
  const change = (next: readonly DispatchRule[]) => {
    setRules(next);
    void office.rules.keep(next);
  };
  const loading = rules === undefined || view.phase === 'loading';
  return (
    <Frame title={t.title} carrier={office.registered.name}>
      <Stack gap="wide">
        <Stack>
          <p>
            <Link href="/shipments">‹ {t.back}</Link>
          </p>
          <h1>{t.title}</h1>
          <p className="soft console-prose">{t.why}</p>
        </Stack>
        {view.line === 'off' && <Notice tone="needs" title={words.offline} />}
        {!office.keyed && <NoKey />}
        {office.keyed && loading && <Skeleton label={t.loading} />}
        {office.keyed && !loading && (
          <>
            <RulesTable rules={rules} couriers={view.couriers} onChange={change} />
            {assignable(view.couriers).length > 0 && rules.length > 0 && (
              <PlanPreview office={office} desk={desk} view={view} rules={rules} />
            )}
          </>
        )}
      </Stack>
    </Frame>
  );
};

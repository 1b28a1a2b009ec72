import { Notice, useObservable, useSentences } from '@latchkey/web-kit';
import { Link } from 'wouter';
import { useCounts } from '../parts/devices/cut-off.tsx';
import { useHome } from '../parts/home-context.tsx';
import { RuleRow } from '../parts/rules/row.tsx';
import { Shell } from '../parts/shell.tsx';
import { rulesSentences } from '../sentences/rules.ts';

/** What this phone does by itself, carrier by carrier. Read from this phone: there is nothing to wait for and nothing to fail. */
export const RulesScreen = () => {
  const t = useSentences(rulesSentences);
  const all = useObservable(useHome().home.parcels.rules.all);
  const counts = useCounts();
  const sorted = [...all].sort((a, b) => a.carrierName.localeCompare(b.carrierName));
  return (
    <Shell heading="shown" title={t.title} back="/parcels">
      {sorted.length === 0 ? (
        <Notice
          title={t.empty}
          way={
            <Link className="button" data-kind="quiet" href="/parcels">
              {t.emptyWay}
            </Link>
          }
        >
          <p>{t.emptyHow}</p>
        </Notice>
      ) : (
        <ul className="rows">
          {sorted.map((rule) => (
            <RuleRow key={rule.domain} rule={rule} />
          ))}
        </ul>
      )}
      {!counts && sorted.length > 0 && <p>{t.rest}</p>}
      <p className="small soft">{t.where}</p>
    </Shell>
  );
};

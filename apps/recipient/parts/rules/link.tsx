import { useObservable, useSentences } from '@latchkey/web-kit';
import { Link } from 'wouter';
import { rulesSentences } from '../../sentences/rules.ts';
import { useHome } from '../home-context.tsx';

/** The way to the rules, and how many there are. */
export const RulesLink = () => {
  const t = useSentences(rulesSentences);
  const all = useObservable(useHome().home.parcels.rules.all);
  const inForce = all.filter(({ off }) => off !== true).length;
  return (
    <div className="rows">
      <Link className="row" href="/parcels/rules">
        <span className="row-title">{t.title}</span>
        <span className="row-state">{all.length === 0 ? t.reach.none : t.reach.some(inForce, all.length)}</span>
      </Link>
    </div>
  );
};

import { useHome } from '../home-context.tsx';
import { LogFound } from './found.tsx';
import { LogBroken } from './standing.tsx';
import { useLogFound } from './use-log.ts';

/** What is wrong with the public log, where people look first; nothing while all is well. */
export const LogToday = () => {
  const { desk, standing, found } = useLogFound(useHome().home, 'after the first screen');
  return (
    <>
      <LogFound found={found} onForget={() => void desk?.found.forget()} />
      <LogBroken standing={standing} />
    </>
  );
};

import { useHome } from './home-context.tsx';

/** A sentence that says the household's handle, which no line breaks: it is read out and typed. At home the sentence may leave it out. */
export const WithHandle = ({ says }: { says: (handle: string) => string }) => {
  const { home } = useHome();
  const [before, after] = says('|').split('|');
  return (
    <>
      {before}
      {after !== undefined && <span className="unbroken">{home.household.handle}</span>}
      {after}
    </>
  );
};

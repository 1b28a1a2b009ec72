import { useLocation, useSearchParams } from 'wouter';

/**
 * What the address says after its `?`, and how to change it. The last one to go takes the `?` along: wouter's own setter leaves an address
 * behind a `#` as it was when nothing is left to say.
 */
export const useSearch = (): readonly [URLSearchParams, (name: string, value: string) => void, () => void] => {
  const [search] = useSearchParams();
  const [location, go] = useLocation();
  const put = (name: string, value: string) => {
    const next = new URLSearchParams(search);
    if (value === '') next.delete(name);
    else next.set(name, value);
    go(`${location}?${next.toString()}`, { replace: true });
  };
  return [search, put, () => go(`${location}?`, { replace: true })];
};

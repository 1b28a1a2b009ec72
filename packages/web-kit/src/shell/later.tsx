import { lazy, useState, type ComponentType, type ReactNode } from 'react';

/**
 * The screens of an app that nobody meets first: each is fetched when it is opened, and kept on the device by the worker like the rest.
 * `Unfetched` is shown in place of one that this device does not have yet and cannot get now.
 */
export const laterScreens = (Unfetched: () => ReactNode) => {
  const rest: (() => Promise<unknown>)[] = [];

  /** A screen that is there already is shown at once, without a page between. */
  const later = <P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> => {
    let found: ComponentType<P> | undefined;
    const fetched = async () => (found ??= await load());
    rest.push(fetched);
    const orSaid = () => fetched().catch((): ComponentType<P> => Unfetched);
    const Waiting = lazy(async () => ({ default: await orSaid() })) as ComponentType<P>;
    return function Later(props: P) {
      // Chosen once: another component in the same place would begin anew and lose what was typed.
      const [Screen] = useState(() => found ?? Waiting);
      return <Screen {...props} />;
    };
  };

  /**
   * Once the first screen stands and the page has nothing to do, one after the other, so that no later screen is waited for and nobody's
   * tap waits for them. What cannot be had now is fetched when it is opened.
   */
  const fetchRest = async (idle: () => Promise<void>): Promise<void> => {
    for (const load of rest) {
      await idle();
      await load().catch(() => undefined);
    }
  };
  return { later, fetchRest };
};

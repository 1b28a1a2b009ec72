/**
 * Says a change of state once. Only words that change belong here: never an age or a countdown, or a screen reader talks
 * without end.
 */
export const LiveRegion = ({ words, urgent = false }: { words: string; urgent?: boolean }) => (
  <p
    className="aside-voice"
    role={urgent ? 'alert' : 'status'}
    aria-live={urgent ? 'assertive' : 'polite'}
    aria-atomic="true"
  >
    {words}
  </p>
);

/** Keeps the place of what is coming. `label` is what a screen reader hears once. */
export const Skeleton = ({ lines = 3, label }: { lines?: number; label: string }) => (
  <div className="stack" role="status" aria-label={label}>
    {Array.from({ length: lines }, (_, line) => (
      <span className="skeleton" key={line} />
    ))}
  </div>
);

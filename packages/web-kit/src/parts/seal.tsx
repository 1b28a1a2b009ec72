/** The seal of a verified story; pressing it opens the evidence. */
export const Seal = ({ sound, label, onClick }: { sound: boolean; label: string; onClick: () => void }) => (
  <button type="button" className="seal" data-sound={sound ? 'yes' : 'no'} onClick={onClick}>
    <svg width="28" height="28" viewBox="0 0 28 28" aria-hidden="true" fill="none" stroke="currentColor">
      <circle cx="14" cy="14" r="12.25" strokeWidth="1" strokeDasharray="1.6 1.6" />
      <circle cx="14" cy="14" r="9" strokeWidth="1.25" />
      {sound ? (
        <path d="M9.8 14.3l3 3 5.6-6.2" strokeWidth="1.75" />
      ) : (
        <path d="M14 9v6.5M14 18.2v.9" strokeWidth="2" />
      )}
    </svg>
    {label}
  </button>
);

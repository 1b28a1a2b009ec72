/** The product's mark: a leaf, its frame and the bolt across the gap. */
export const Mark = () => (
  <svg
    width="22"
    height="26"
    viewBox="0 0 22 26"
    aria-hidden="true"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.6"
  >
    <path d="M2 25V2h18v23" />
    <path d="M5.5 25V5.5H14V25" />
    <path d="M11.5 15H20" strokeWidth="3.2" />
  </svg>
);

/** Street and number as large as they go; the town, which the courier knows, beneath. */
export const Street = ({ address }: { address: string }) => {
  const [street = '', ...rest] = address.split(', ');
  return (
    <>
      {street}
      {rest.length > 0 && <span className="address-rest">{rest.join(', ')}</span>}
    </>
  );
};

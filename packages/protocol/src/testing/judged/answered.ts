/** `problem`, or what a yes brings. */
export type Expected = { readonly problem: string } | Readonly<Record<string, unknown>>;

type Judged = { readonly ok: true } | { readonly ok: false; readonly problem: string };

/** As a vector writes down what was judged. */
export function answered<J extends Judged>(
  judged: J,
  yes: (judged: Extract<J, { readonly ok: true }>) => Expected,
): Expected {
  return judged.ok ? yes(judged as Extract<J, { readonly ok: true }>) : { problem: judged.problem };
}

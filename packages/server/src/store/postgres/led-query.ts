import pg from 'pg';

/** What is bound and executed before a statement and answered by nothing that anybody reads; prepared once on every connection. */
export interface Leading {
  readonly name: keyof typeof LEADING;
  readonly values: readonly string[];
}

/** Row-level security reads these settings; both end with the transaction. */
export const STANDING = `select set_config('lk.role', $1, true), set_config('lk.tenant', $2, true)`;
const LEADING = { lk_begin: 'begin', lk_standing: STANDING } as const;

/** To be called once with every new connection: from then on a leading statement is a Bind and an Execute. */
export const prepareLeading = async (client: pg.ClientBase): Promise<void> => {
  await client.query({ name: 'lk_begin', text: LEADING.lk_begin });
  await client.query({ name: 'lk_standing', text: LEADING.lk_standing, values: ['', ''] });
  await client.query('rollback');
};

interface Wire {
  readonly stream: { cork(): void; uncork(): void };
  bind(config: { statement: string; values: readonly string[] }): void;
  execute(config: object): void;
}

/** What the driver hands its queries; its published types leave these methods out. */
interface Answered {
  submit(wire: Wire): Error | null;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, wire: Wire): void;
}
type Answer = (problem: Error | null, result: pg.QueryResult) => void;
const Query = pg.Query as unknown as new (config: pg.QueryConfig, answer: Answer) => Answered;

/**
 * A statement together with those that lead it, in one message to the database and one answer: everything before a Sync runs one after the other, and
 * what follows an error is not run (PostgreSQL 15, 55.2.3 and 55.2.4). Without a `begin` among them they are a transaction of their own, which ends with
 * the Sync and the settings with it.
 */
class LedQuery extends Query {
  readonly #leading: readonly Leading[];
  #unanswered: number;

  constructor(leading: readonly Leading[], config: pg.QueryConfig, answer: Answer) {
    super(config, answer);
    this.#leading = leading;
    this.#unanswered = leading.length;
  }

  override submit(wire: Wire): Error | null {
    wire.stream.cork();
    try {
      for (const { name, values } of this.#leading) {
        wire.bind({ statement: name, values });
        wire.execute({});
      }
      return super.submit(wire);
    } finally {
      wire.stream.uncork();
    }
  }

  override handleDataRow(message: unknown): void {
    if (this.#unanswered === 0) super.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, wire: Wire): void {
    if (this.#unanswered === 0) super.handleCommandComplete(message, wire);
    else this.#unanswered -= 1;
  }
}

/** @throws the driver's error, of the statement or of one that leads it */
export const queryLed = (client: pg.ClientBase, leading: readonly Leading[], config: pg.QueryConfig) =>
  new Promise<pg.QueryResult>((resolve, reject) => {
    const answer: Answer = (problem, result) => {
      if (problem === null) resolve(result);
      else reject(problem);
    };
    client.query(new LedQuery(leading, config, answer) as unknown as pg.Query);
  });

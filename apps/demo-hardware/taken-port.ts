/** Somebody else listens there; the message says which setting moves ours. */
export class TakenPort extends Error {
  constructor(port: number, variable: string) {
    super(`port ${port} is taken by another program; set ${variable} to a free one`);
    this.name = 'TakenPort';
  }
}

export const orTakenPort = async <T>(port: number, variable: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') throw new TakenPort(port, variable);
    throw error;
  }
};

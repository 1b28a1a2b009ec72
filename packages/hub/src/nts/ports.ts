/** What a client of Network Time Security asks of the world: TLS, datagrams, randomness and the time since the start. */

export interface NamedSource {
  /** As its certificate names it: a name or an address. */
  readonly host: string;
  readonly port: number;
}

export interface KeysEstablished {
  /** What the server answered up to its end record, or to the end of the line. */
  readonly answer: Uint8Array;
  /** One for each context asked for. */
  readonly keys: readonly Uint8Array[];
  /** DER, the server's own first. Nobody has checked them. */
  readonly certificates: readonly Uint8Array[];
  /** What OpenSSL had against them, if anything: against the system's clock, which may be wrong. */
  readonly objection?: string;
}

export interface Datagrams {
  /** Address and port of the other end. */
  readonly peer: string;
  send(bytes: Uint8Array): void;
  close(): void;
}

export interface NtsPort {
  /** TLS 1.3 with `ntske/1`; rejects when that does not come about in some seconds. `exports`: contexts of the exporter. */
  establish(source: NamedSource, request: Uint8Array, exports: readonly Uint8Array[]): Promise<KeysEstablished>;
  /** What comes back comes from this peer's address, and nothing else is known of it. Rejects where no such host is found. */
  open(host: string, port: number, heard: (datagram: Uint8Array) => void): Promise<Datagrams>;
}

export interface NtsEffects {
  readonly port: NtsPort;
  readonly clock: {
    monotonicMs(): number;
    after(ms: number, task: () => void): () => void;
  };
  readonly random: (bytes: number) => Uint8Array;
  /** DER: the certificates that a chain may end in. */
  readonly roots: readonly Uint8Array[];
}

import type { Socket } from 'node:net';
import { keepAliveMilliseconds } from './limits.ts';

/** A connection that is opened before anything is sent over it. */
interface Spare {
  readonly socket: Promise<Socket>;
  readonly timer: NodeJS.Timeout;
}

/** Connections opened ahead, at most one of a kind; what nobody takes is closed again. */
export class Spares {
  readonly #spares = new Map<string, Spare>();

  has(kind: string): boolean {
    return this.#spares.has(kind);
  }

  /** Keeps a connection as long as servers do; one that fails or closes before is forgotten. */
  keep(kind: string, socket: Promise<Socket>): void {
    const timer = setTimeout(() => {
      this.#drop(kind, spare);
    }, keepAliveMilliseconds);
    const spare = { socket, timer };
    this.#spares.set(kind, spare);
    const forget = () => {
      this.#forget(kind, spare);
    };
    socket.then(
      (open) => {
        open.once('close', forget);
      },
      forget,
    );
  }

  /** @returns the connection, perhaps still being made; undefined where there is none. It is the caller's then. */
  take(kind: string): Promise<Socket> | undefined {
    const spare = this.#spares.get(kind);
    if (spare !== undefined) this.#forget(kind, spare);
    return spare?.socket;
  }

  /** Closes all. */
  clear(): void {
    for (const [kind, spare] of [...this.#spares]) this.#drop(kind, spare);
  }

  #drop(kind: string, spare: Spare): void {
    this.#forget(kind, spare);
    spare.socket.then(
      (socket) => socket.destroy(),
      () => undefined,
    );
  }

  #forget(kind: string, spare: Spare): void {
    clearTimeout(spare.timer);
    if (this.#spares.get(kind) === spare) this.#spares.delete(kind);
  }
}

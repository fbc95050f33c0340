import type { Outgoing } from './backend.ts';

/** Stands in for a server: it keeps what an SDK would have sent, and sends nothing. */
export class OutgoingKeeper {
  #outgoing: Outgoing | undefined;

  /** Keeps a request, and answers that there is nothing to read. */
  async keep(input: Request | URL | string): Promise<Response> {
    if (!(input instanceof Request)) throw new TypeError('Only a request with a body can be kept.');
    this.#outgoing = { url: input.url, body: await input.text() };
    return new Response('', { status: 200, headers: { 'content-type': 'text/event-stream' } });
  }

  /** @throws TypeError where the SDK would have sent nothing. */
  get outgoing(): Outgoing {
    if (this.#outgoing === undefined) throw new TypeError('Nothing would have been sent.');
    return this.#outgoing;
  }
}

import { Component, createRef } from 'preact';
import { sanitise } from '../sanitise.ts';
import { show } from '../typeset.ts';

/** One block of an answer. Its HTML is sanitised and set only when it changes, so settled blocks cost nothing. */
export class Block extends Component<{ html: string }> {
  readonly #place = createRef<HTMLDivElement>();

  override componentDidMount(): void {
    this.#show(this.props.html);
  }

  override shouldComponentUpdate(next: Readonly<{ html: string }>): boolean {
    if (next.html !== this.props.html) this.#show(next.html);
    return false;
  }

  #show(html: string): void {
    if (this.#place.current !== null) show(this.#place.current, sanitise(html));
  }

  override render() {
    return <div class="block" ref={this.#place} />;
  }
}

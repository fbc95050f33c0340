import { Component, createRef } from 'preact';
import { sanitise } from '../sanitise.ts';
import { show } from '../typeset.ts';

/** Blocks that follow one another; the browser lays them out only when they are near the part that is seen. */
export class Blocks extends Component<{ blocks: readonly string[] }> {
  override shouldComponentUpdate({ blocks }: Readonly<{ blocks: readonly string[] }>): boolean {
    return blocks.length !== this.props.blocks.length || blocks.some((html, index) => html !== this.props.blocks[index]);
  }

  override render({ blocks }: { blocks: readonly string[] }) {
    return (
      <div class="blocks">
        {blocks.map((html, index) => (
          <Block key={index} html={html} />
        ))}
      </div>
    );
  }
}

/** One block of an answer. Its HTML is sanitised and set only when it changes, so settled blocks cost nothing. */
class Block extends Component<{ html: string }> {
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

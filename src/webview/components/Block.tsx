import { Component } from 'preact';
import { sanitise } from '../sanitise.ts';

/** One block of an answer. Its HTML is sanitised and set only when it changes, so settled blocks cost nothing. */
export class Block extends Component<{ html: string }> {
  override shouldComponentUpdate(next: Readonly<{ html: string }>): boolean {
    return next.html !== this.props.html;
  }

  override render({ html }: { html: string }) {
    return <div class="block" dangerouslySetInnerHTML={{ __html: sanitise(html) }} />;
  }
}

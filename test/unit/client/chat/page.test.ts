import assert from 'node:assert/strict';
import { pageHtml } from '../../../../src/client/chat/page.ts';

const parts = {
  language: 'fr',
  title: 'Vigie <chat>',
  cspSource: 'https://*.vscode-cdn.example',
  scriptUri: 'https://x.example/dist/webview.js?a=1&b=2',
  styleUri: 'https://x.example/media/panel.css',
  nonce: 'q80/+w==',
};

describe('the chat page', () => {
  const html = pageHtml(parts);
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
  const directives = new Map(
    policy.split('; ').map((each) => [each.split(' ')[0], each.split(' ').slice(1).join(' ')]),
  );

  it('lets in nothing but its own style, font and script', () => {
    assert.deepEqual(Object.fromEntries(directives), {
      'default-src': "'none'",
      'style-src': parts.cspSource,
      'font-src': parts.cspSource,
      'script-src': `'nonce-${parts.nonce}'`,
      'base-uri': "'none'",
      'form-action': "'none'",
    });
  });

  it('has one script, which carries the nonce', () => {
    const scripts = html.match(/<script[^>]*>/g);
    assert.deepEqual(scripts, ['<script nonce="q80/+w==" src="https://x.example/dist/webview.js?a=1&amp;b=2">']);
  });

  it('has no inline style and no inline handler', () => {
    assert.doesNotMatch(html, /style=|<style|\son\w+=/);
  });

  it('speaks its language and takes no markup from its parts', () => {
    assert.match(html, /<html lang="fr">/);
    assert.match(html, /<title>Vigie &lt;chat&gt;<\/title>/);
    assert.doesNotMatch(pageHtml({ ...parts, language: '"><script>' }), /lang=""><script>/);
  });
});

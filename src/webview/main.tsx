import * as l10n from '@vscode/l10n';
import { render } from 'preact';
import french from '../../l10n/bundle.l10n.fr.json';
import { App } from './components/App.tsx';
import { listen } from './host.ts';

if (document.documentElement.lang.startsWith('fr')) l10n.config({ contents: french });

listen((message) => {
  if (message.type === 'mayRun') document.documentElement.classList.toggle('may-run', message.mayRun);
});

const root = document.getElementById('root');
if (root !== null) render(<App />, root);

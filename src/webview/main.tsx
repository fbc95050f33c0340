import * as l10n from '@vscode/l10n';
import { render } from 'preact';
import french from '../../l10n/bundle.l10n.fr.json';
import { App } from './components/App.tsx';

if (document.documentElement.lang.startsWith('fr')) l10n.config({ contents: french });

const root = document.getElementById('root');
if (root !== null) render(<App />, root);

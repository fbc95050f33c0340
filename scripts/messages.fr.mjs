/** The French of what the scripts print, by the English. */
export const french = {
  'Vigie needs Node.js {0} or later; this is {1}. Install a current version from your usual source and try again.':
    'Vigie demande Node.js {0} ou plus récent ; la version présente est {1}. Installez une version récente par votre canal habituel, puis réessayez.',
  'Installing dependencies': 'Installation des dépendances',
  'Installing the editor host': 'Installation de l’éditeur hôte',
  'Unpacking the browser': 'Extraction du navigateur',
  '{0} failed (code {1}).': '{0} a échoué (code {1}).',
  '{0} is missing on this machine.': '{0} est introuvable sur cette machine.',
  'VS Code did not start:\n{0}': 'VS Code n’a pas démarré :\n{0}',
  'Your own VS Code is used, because you asked for the desktop and `code` is on the PATH.':
    'Votre propre VS Code est utilisé : vous avez demandé le bureau et « code » est dans le PATH.',
  'A desktop VS Code is downloaded, because you asked for the desktop and `code` is not on the PATH.':
    'Un VS Code de bureau est téléchargé : vous avez demandé le bureau et « code » n’est pas dans le PATH.',
  'VS Code runs in your browser; with `--desktop` it runs in a window of its own.':
    'VS Code s’ouvre dans votre navigateur ; avec « --desktop », il s’ouvre dans sa propre fenêtre.',
  'A desktop VS Code is downloaded, because the one for the browser exists only for Linux on x64 (this is {0} on {1}).':
    'Un VS Code de bureau est téléchargé : celui pour navigateur n’existe que pour Linux sur x64 (ici {0} sur {1}).',
  Building: 'Construction',
  Packing: 'Empaquetage',
  Dependencies: 'Dépendances',
  Build: 'Construction',
  Types: 'Types',
  Lint: 'Règles d’écriture',
  'Unit tests': 'Tests unitaires',
  'Contract tests of the back ends': 'Tests de contrat des services de modèles',
  'Editor host': 'Éditeur hôte',
  'Local model': 'Modèle local',
  'Tests in the extension host': 'Tests dans l’hôte d’extensions',
  Package: 'Paquet',
  'Tests on the workbench': 'Tests dans l’éditeur',
  'Tests on a real model': 'Tests avec un vrai modèle',
  'There is no step {0}. The steps are: {1}.': 'L’étape {0} n’existe pas. Les étapes sont : {1}.',
  'left out': 'omis',
  failed: 'échec',
  'in all': 'en tout',
  '{0} tests': '{0} tests',
  '{0} passed': '{0} réussis',
  '{0} passed, {1} left out': '{0} réussis, {1} omis',
  'The suite ended without a result:\n{0}': 'La suite s’est terminée sans résultat :\n{0}',
  'the editor in the browser exists only for Linux on x64':
    'l’éditeur pour navigateur n’existe que pour Linux sur x64',
  'no tests yet': 'pas encore de tests',
  'no {0}': '{0} n’existe pas',
};

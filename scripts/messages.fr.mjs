/** The French of what the scripts print, by the English. */
export const french = {
  'Vigie needs Node.js {0} or later; this is {1}. Install a current version from your usual source and try again.':
    'Vigie demande Node.js {0} ou plus récent ; la version présente est {1}. Installez une version récente par votre canal habituel, puis réessayez.',
  'Installing dependencies': 'Installation des dépendances',
  'Installing the editor host': 'Installation de l’éditeur hôte',
  'Unpacking the browser': 'Extraction du navigateur',
  '{0} failed (code {1}).': '{0} a échoué (code {1}).',
  '{0} is missing on this machine.': '{0} est introuvable sur cette machine.',
  'VS Code did not start:\n{0}': 'VS Code n’a pas démarré :\n{0}',
  'Your own VS Code is used, because you asked for the desktop and `code` is on the PATH.':
    'Votre propre VS Code est utilisé : vous avez demandé le bureau et « code » est dans le PATH.',
  'A desktop VS Code is downloaded, because you asked for the desktop and `code` is not on the PATH.':
    'Un VS Code de bureau est téléchargé : vous avez demandé le bureau et « code » n’est pas dans le PATH.',
  'VS Code runs in your browser; with `--desktop` it runs in a window of its own.':
    'VS Code s’ouvre dans votre navigateur ; avec « --desktop », il s’ouvre dans sa propre fenêtre.',
  'A desktop VS Code is downloaded, because the one for the browser exists only for Linux on x64 (this is {0} on {1}).':
    'Un VS Code de bureau est téléchargé : celui pour navigateur n’existe que pour Linux sur x64 (ici {0} sur {1}).',
  Building: 'Construction',
  Packing: 'Empaquetage',
  Dependencies: 'Dépendances',
  Build: 'Construction',
  Types: 'Types',
  Lint: 'Règles d’écriture',
  'Unit tests': 'Tests unitaires',
  'Contract tests of the back ends': 'Tests de contrat des services de modèles',
  'Tests of the language server over stdio': 'Tests du serveur de langage par stdio',
  'Property tests of the gate': 'Tests par propriétés de la barrière',
  'Editor host': 'Éditeur hôte',
  'Local model': 'Modèle local',
  'Tests in the extension host': 'Tests dans l’hôte d’extensions',
  Package: 'Paquet',
  'Tests on the workbench': 'Tests dans l’éditeur',
  'Tests on a real model': 'Tests avec un vrai modèle',
  'Tests from the chat panel to a real model': 'Tests du panneau de conversation jusqu’à un vrai modèle',
  'There is no step {0}. The steps are: {1}.': 'L’étape {0} n’existe pas. Les étapes sont : {1}.',
  'left out: {0}': 'omis : {0}',
  '{0}: left out, {1}': '{0} : omis, {1}',
  'not run': 'pas lancé',
  'needs {0}': 'demande {0}',
  'npm test                  runs every step': 'npm test                  lance toutes les étapes',
  'npm test -- unit lint     runs the steps that are named and what they need':
    'npm test -- unit lint     lance les étapes nommées et ce qu’elles demandent',
  failed: 'échec',
  'in all': 'en tout',
  '{0} tests': '{0} tests',
  '{0} passed': '{0} réussis',
  '{0} passed, {1} left out': '{0} réussis, {1} omis',
  '{0} passed, {1} failed, {2} left out': '{0} réussis, {1} échoués, {2} omis',
  'The suite ended without a result:\n{0}': 'La suite s’est terminée sans résultat :\n{0}',
  'the editor in the browser exists only for Linux on x64': 'l’éditeur pour navigateur n’existe que pour Linux sur x64',
  'The tests did not end within {0} minutes.': 'Les tests ne se sont pas terminés en {0} minutes.',
  'No ghost text came.': 'Aucun texte fantôme n’est venu.',
  'The menu has no {0}.': 'Le menu n’a pas {0}.',
  'Python 3.10 or later is not on this machine.': 'Python 3.10 ou plus récent est introuvable sur cette machine.',
  'This Python has neither venv nor pip.': 'Ce Python n’a ni venv ni pip.',
  'npm run conformance                                  llama.cpp and LiteLLM before it, on this machine':
    'npm run conformance                                  llama.cpp, et LiteLLM devant, sur cette machine',
  'npm run conformance -- --url URL [--key-env NAME]    a server of yours; NAME is the variable with its key':
    'npm run conformance -- --url URL [--key-env NOM]     un serveur à vous ; NOM est la variable qui contient sa clé',
  'npm run conformance -- --no-proxy                    llama.cpp alone':
    'npm run conformance -- --no-proxy                    llama.cpp seul',
  'The small model is not a GGUF file of version 3.': 'Le petit modèle n’est pas un fichier GGUF de version 3.',
  'LiteLLM proxy': 'Mandataire LiteLLM',
  'The LiteLLM proxy did not start:\n{0}': 'Le mandataire LiteLLM n’a pas démarré :\n{0}',
  'The model could not be installed: {0}': 'Le modèle n’a pas pu être installé : {0}',
  'a Python environment': 'un environnement Python',
  'The local model is not installed.': 'Le modèle local n’est pas installé.',
  'The model server did not start:\n{0}': 'Le serveur du modèle n’a pas démarré :\n{0}',
  '{0} already runs on this machine ({1})': '{0} tourne déjà sur cette machine ({1})',
  '{0} and has the code model {1}, for ghost text and chat.':
    '{0} et a le modèle de code {1}, pour le texte fantôme et la conversation.',
  '{0} and has the code model {1} for ghost text; {2} is for chat.':
    '{0} et a le modèle de code {1} pour le texte fantôme ; {2} sert à la conversation.',
  '{0}; it has no code model, so {1} writes ghost text too, as well as it can.':
    '{0} ; il n’a pas de modèle de code, donc {1} écrit aussi le texte fantôme, de son mieux.',
  'npm start -- [options]   opens an editor with Vigie, a sample project and a language model on this machine':
    'npm start -- [options]   ouvre un éditeur avec Vigie, un projet d’exemple et un modèle de langage sur cette machine',
  'in a VS Code window instead of the browser': 'dans une fenêtre de VS Code au lieu du navigateur',
  'with your own model instead of the small one or of a server that already runs':
    'avec votre propre modèle, au lieu du petit ou d’un serveur qui tourne déjà',
  'the editor’s port on 127.0.0.1': 'le port de l’éditeur sur 127.0.0.1',
  'with a new copy of the sample project; your edits of the last one are lost':
    'avec une nouvelle copie du projet d’exemple ; vos modifications de la précédente sont perdues',
  'tries ghost text, an explanation and the chat without a window, and says what came':
    'essaie le texte fantôme, une explication et la conversation sans fenêtre, et affiche le résultat',
  'with --check: puts its screenshots into docs/images': 'avec --check : met ses captures d’écran dans docs/images',
  'shows this text': 'affiche ce texte',
  '--port takes a number from 1 to 65535, not {0}.': '--port attend un nombre de 1 à 65535, pas {0}.',
  'There is no option {0}.': 'L’option {0} n’existe pas.',
  'npm took --{0} for itself. Put -- before it: npm start -- --{0}':
    'npm a pris --{0} pour lui. Mettez -- devant : npm start -- --{0}',
  'There is no file {0}.': 'Le fichier {0} n’existe pas.',
  '{0} is not a model in a GGUF file.': '{0} n’est pas un modèle dans un fichier GGUF.',
  'its address stands where it was started, once it is ready':
    'son adresse s’affiche là où elle a été lancée, dès qu’elle est prête',
  'Vigie already runs (process {0}): {1}\nTo start it anew, end that one first, with Ctrl+C.':
    'Vigie tourne déjà (processus {0}) : {1}\nPour la relancer, arrêtez d’abord celle-là par Ctrl+C.',
  'The editor speaks English; with its language pack as a file: “Extensions: Install from VSIX…”.':
    'Cet éditeur parle anglais. Pour le français : enregistrez le VSIX de l’extension « French Language Pack », puis « Extensions: Install from VSIX… » et « Configure Display Language ».',
  'The editor speaks English until its extension “French Language Pack” is there (Extensions view).':
    'L’éditeur parle anglais tant que l’extension « French Language Pack » n’y est pas (vue Extensions).',
  'Starting the model': 'Démarrage du modèle',
  '{0} runs on this machine: a toy that shows how Vigie works. The README says how to get a good one.':
    '{0} tourne sur cette machine : un jouet, qui montre comment Vigie fonctionne. Le README dit comment en obtenir un bon.',
  '{0} runs on this machine.': '{0} tourne sur cette machine.',
  'To give Vigie a model:': 'Pour donner un modèle à Vigie :',
  'your institution’s gateway, or any OpenAI-compatible server: its address goes into “vigie.gateway.url”;':
    'la passerelle de votre institution, ou tout serveur compatible OpenAI : son adresse va dans « vigie.gateway.url » ;',
  'Mistral: the command “Vigie: Set Mistral API Key”, then “Vigie: Switch Back End”;':
    'Mistral : la commande « Vigie: Set Mistral API Key », puis « Vigie: Switch Back End » ;',
  'this machine: install Python 3.10 or later with pip, or Ollama (then “ollama pull qwen2.5-coder:7b”), and start again.':
    'cette machine : installez Python 3.10 ou plus récent avec pip, ou Ollama (puis « ollama pull qwen2.5-coder:7b »), et relancez.',
  'Installing Vigie in the editor': 'Installation de Vigie dans l’éditeur',
  'Downloading VS Code': 'Téléchargement de VS Code',
  'Starting the editor': 'Démarrage de l’éditeur',
  'Port {0} is taken. Choose another, or leave --port out.':
    'Le port {0} est pris. Choisissez-en un autre, ou omettez --port.',
  'Vigie keeps to the gateway that you have set: {0}': 'Vigie garde la passerelle que vous avez indiquée : {0}',
  'Vigie is ready:': 'Vigie est prête :',
  'Begin with README.md there. Ctrl+C here ends everything.':
    'Commencez par y lire README.md. Ctrl+C ici arrête tout.',
  'Vigie is ready, in the window of VS Code. Ctrl+C here, or closing it, ends the model.':
    'Vigie est prête, dans la fenêtre de VS Code. Ctrl+C ici, ou la fermer, arrête le modèle.',
  'The check needs the editor for the browser, which exists only for Linux on x64.':
    'La vérification demande l’éditeur pour navigateur, qui n’existe que pour Linux sur x64.',
  'The check needs a model.': 'La vérification demande un modèle.',
  'Opening the sample project': 'Ouverture du projet d’exemple',
  'Ghost text': 'Texte fantôme',
  Explanation: 'Explication',
  Chat: 'Conversation',
  'All three came. Screenshots: {0}': 'Les trois essais ont réussi. Captures d’écran : {0}',
  'Tab did not take the ghost text {0}; the file ends with: {1}':
    'Tab n’a pas pris le texte fantôme {0} ; le fichier se termine par : {1}',
  '{0} from opening the folder to the first ghost text': '{0} de l’ouverture du dossier au premier texte fantôme',
  '{0} to the first words, {1} to the last': '{0} jusqu’aux premiers mots, {1} jusqu’aux derniers',
};

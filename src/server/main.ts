import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { sealGlobals } from './net/seal.ts';
import { serve } from './server.ts';

sealGlobals();
const connection = createConnection(ProposedFeatures.all);
serve(connection);
connection.listen();

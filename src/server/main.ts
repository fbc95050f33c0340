import './interpretedSchemas.ts';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { sealGlobals } from './net/seal.ts';
import { serve } from './server.ts';
import { connectStandardStreams } from './standardStreams.ts';

sealGlobals();
const connection = process.argv.includes('--stdio') ? connectStandardStreams() : createConnection(ProposedFeatures.all);
serve(connection);
connection.listen();

import { join } from 'node:path';
import { runCompiled } from './compiledProgram.ts';
import { optimiseSeldom } from './compiler.ts';

// What V8 has compiled is good for the flags that it was compiled with alone, so these are set first.
optimiseSeldom();
runCompiled(join(__dirname, 'program.js'), process.env['VIGIE_COMPILED']);

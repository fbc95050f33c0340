import { closeBrowser } from '../support/workbench.ts';

after(closeBrowser);

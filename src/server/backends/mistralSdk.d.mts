export { MistralCore } from '@mistralai/mistralai/core.js';
export { HTTPClient } from '@mistralai/mistralai/lib/http.js';
export { fimStream } from '@mistralai/mistralai/funcs/fimStream.js';
export { chatStream } from '@mistralai/mistralai/funcs/chatStream.js';

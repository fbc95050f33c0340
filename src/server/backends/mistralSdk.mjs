/*
 * The four parts of the Mistral SDK that Vigie uses. They stand in a file of their own so that the build can shake
 * the rest of the SDK off and still load them late; it is JavaScript so that Node.js can import it as it is.
 */
export { MistralCore } from '@mistralai/mistralai/core.js';
export { HTTPClient } from '@mistralai/mistralai/lib/http.js';
export { fimStream } from '@mistralai/mistralai/funcs/fimStream.js';
export { chatStream } from '@mistralai/mistralai/funcs/chatStream.js';

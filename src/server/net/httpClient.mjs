/*
 * The parts of undici that the door uses. Its index also loads a whole `fetch`, proxies, mocks and caches, which takes
 * three times as long at the first request; it is JavaScript so that Node.js can import it as it is.
 */
import Agent from 'undici/lib/dispatcher/agent.js';
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
import buildConnector from 'undici/lib/core/connect.js';
import request from 'undici/lib/api/api-request.js';

// As undici's index does it, with all of its ways to ask.
Dispatcher.prototype.request = request;

export { Agent, buildConnector };

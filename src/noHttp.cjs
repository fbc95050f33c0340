/* Stands in for `node:http` inside undici, which only asks whether a body is a message of it and for the limit of headers. */
module.exports = { IncomingMessage: class {}, maxHeaderSize: 16 * 1024 };

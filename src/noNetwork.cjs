/* Stands in for `net` inside the LSP libraries: Vigie speaks over IPC and standard streams only. */
const refuse = () => {
  throw new Error('Vigie does not speak LSP over sockets or pipes.');
};
module.exports = { createServer: refuse, createConnection: refuse };

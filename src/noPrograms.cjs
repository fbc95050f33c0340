/* Stands in for `child_process` inside the LSP server's library: Vigie starts no program. */
const refuse = () => {
  throw new Error('The server of Vigie starts no program.');
};
module.exports = { fork: refuse, spawnSync: refuse };

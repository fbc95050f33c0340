/** Files that exist to keep passwords, tokens or private keys, by their names in small letters. */
const credentialNames = [
  // Environments of R and of most others; a template beside them is told apart by its content, not by its name.
  /^\.?renviron(\..+)?$/,
  /^\.env([.-].+)?$/,
  /\.env$/,
  // Logins of programs: netrc, PostgreSQL, MySQL, SAS, ODBC, web servers.
  /^[._]netrc$/,
  /^\.?pgpass(\.conf)?$/,
  /^\.my(login)?\.cnf$/,
  /^[._]authinfo$/,
  /^\.?odbc\.ini$/,
  /^\.?htpasswd$/,
  // Tokens of package registries, of git, of Ansible, Vault, Docker, of stores in the cloud.
  /^\.(pypirc|npmrc|yarnrc\.yml|git-credentials|vault_pass.*|vault-token|dockercfg|dockerconfigjson|s3cfg|boto)$/,
  /^(credentials|application_default_credentials|credentials-config)(\.json)?$/,
  /^(service[-_]?account|client[-_]?secret).*\.json$/,
  /^\.?secrets?(\.(toml|ya?ml|json|ini))?$/,
  // Private keys and stores of keys; what ends in `.pub` is meant for others to read.
  /^id_(rsa|dsa|ecdsa|ed25519)(_sk)?$/,
  /\.(pem|key|p8|p12|pfx|ppk|jks|keystore|keytab|kdbx?|ovpn|sso)$/,
];

/** Folders whose files keep credentials, but for those that programs read aloud in them. */
const credentialFolders = [
  /[\\/]\.aws[\\/](credentials|config)$/,
  /[\\/]\.ssh[\\/](?!(known_hosts|authorized_keys|config)(\.old)?$)[^\\/]+(?<!\.pub)$/,
  /[\\/]\.docker[\\/]config\.json$/,
  /[\\/]\.kube[\\/]config$/,
  /[\\/]\.gnupg[\\/].*(secring|private-keys).*$/,
];

/**
 * Whether a file keeps credentials.
 * @param path its path in small letters.
 * @param name its name in small letters, perhaps without what a copy adds to it.
 */
export function keepsCredentials(path: string, name: string): boolean {
  return credentialNames.some((pattern) => pattern.test(name)) || credentialFolders.some((pattern) => pattern.test(path));
}

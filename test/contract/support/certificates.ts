import { generateKeyPairSync, randomBytes } from 'node:crypto';
import forge from 'node-forge';

/** A certificate and its key, as PEM. */
export interface Credentials {
  readonly cert: string;
  readonly key: string;
}

/** What a certificate says. */
export interface Wishes {
  /** Names of a server; `127.0.0.1` is taken as an address. */
  readonly names?: readonly string[];
  /** Whom a client's certificate is for. */
  readonly client?: string;
  /** Days from now at which it ends; in the past for one that has expired. */
  readonly days?: number;
}

/** Keys are made once for all tests: each takes a tenth of a second, and none of them guards anything. */
const keys = [newKey(), newKey()] as const;

function newKey(): string {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey;
}

/** A private authority that nobody knows, made for a test. */
export class Authority {
  readonly #name: string;
  readonly #key = forge.pki.privateKeyFromPem(keys[0]);
  readonly #certificate: forge.pki.Certificate;

  constructor(name: string) {
    this.#name = name;
    this.#certificate = draft(this.#key, name, 30);
    this.#certificate.setIssuer(this.#certificate.subject.attributes);
    this.#certificate.setExtensions([
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
      { name: 'subjectKeyIdentifier' },
    ]);
    this.#certificate.sign(this.#key, forge.md.sha256.create());
  }

  /** Its own certificate, as PEM. */
  get pem(): string {
    return forge.pki.certificateToPem(this.#certificate);
  }

  /** Makes a certificate that it has signed. */
  issue(wishes: Wishes): Credentials {
    return { cert: forge.pki.certificateToPem(this.#signed(wishes)), key: keys[1] };
  }

  /** The same with its key as PKCS #12, locked with a passphrase. */
  issuePkcs12(wishes: Wishes, passphrase: string): Buffer {
    const key = forge.pki.privateKeyFromPem(keys[1]);
    const packed = forge.pkcs12.toPkcs12Asn1(key, [this.#signed(wishes), this.#certificate], passphrase, { algorithm: 'aes256' });
    return Buffer.from(forge.asn1.toDer(packed).getBytes(), 'binary');
  }

  #signed({ names = [], client, days = 30 }: Wishes): forge.pki.Certificate {
    const key = forge.pki.privateKeyFromPem(keys[1]);
    const certificate = draft(key, client ?? names[0] ?? this.#name, days);
    certificate.setIssuer(this.#certificate.subject.attributes);
    certificate.setExtensions([
      { name: 'basicConstraints', cA: false },
      { name: 'extKeyUsage', serverAuth: client === undefined, clientAuth: client !== undefined },
      ...(names.length > 0 ? [{ name: 'subjectAltName', altNames: names.map(altName) }] : []),
    ]);
    certificate.sign(this.#key, forge.md.sha256.create());
    return certificate;
  }
}

/** A key that belongs to no certificate here. */
export function strangeKey(): string {
  return newKey();
}

function draft(key: forge.pki.rsa.PrivateKey, name: string, days: number): forge.pki.Certificate {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.setRsaPublicKey(key.n, key.e);
  certificate.serialNumber = `01${randomBytes(8).toString('hex')}`;
  const day = 24 * 3600 * 1000;
  certificate.validity.notBefore = new Date(Date.now() - 40 * day);
  certificate.validity.notAfter = new Date(Date.now() + days * day);
  certificate.setSubject([{ name: 'commonName', value: name }]);
  return certificate;
}

/** By the numbers of RFC 5280, section 4.2.1.6: 2 for a name, 7 for an address. */
function altName(name: string): { type: number; value?: string; ip?: string } {
  return /^[\d.]+$/.test(name) ? { type: 7, ip: name } : { type: 2, value: name };
}

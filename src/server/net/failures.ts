import * as l10n from '@vscode/l10n';
import { BackendError } from '../backends/backend.ts';

/** The connection ended in the middle of an answer; what came so far may still be of use. */
export class Interrupted extends BackendError {}

/** No connection came about, so nothing of the request has left this machine. */
export class NoConnection extends BackendError {}

/** OpenSSL's names for a certificate whose issuer is not known here (`X509_verify_cert_error_string`). */
const unknownIssuer = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_UNTRUSTED',
]);

/** What a server says that wants a client's certificate, or another (the alerts of RFC 8446, section 6.2). */
const clientCertificateAlerts =
  /ALERT_(CERTIFICATE_REQUIRED|(NO|BAD|UNSUPPORTED)_CERTIFICATE|CERTIFICATE_(REVOKED|EXPIRED|UNKNOWN)|UNKNOWN_CA|ACCESS_DENIED)$/;

/** The error code that says most: of the error, of its causes, or of the first of several connection attempts. */
export function codeOf(error: unknown): string {
  return firstOf(error, (each) => ('code' in each && typeof each.code === 'string' ? each.code : ''));
}

/** Whether Node.js failed to find the address or to connect to it; later failures are of reading and writing. */
function isOfDialling(error: unknown): boolean {
  const call = firstOf(error, (each) => ('syscall' in each && typeof each.syscall === 'string' ? each.syscall : ''));
  return call === 'connect' || call === 'getaddrinfo' || codeOf(error) === 'UND_ERR_CONNECT_TIMEOUT';
}

/** What the error says, or the next of its causes, or the first of several attempts; empty where none says anything. */
function firstOf(error: unknown, says: (error: object) => string): string {
  if (typeof error !== 'object' || error === null) return '';
  const said = says(error);
  if (said !== '') return said;
  if ('cause' in error && error.cause !== undefined) return firstOf(error.cause, says);
  return error instanceof AggregateError ? firstOf(error.errors[0], says) : '';
}

/**
 * What a failed handshake means to a person.
 * @returns undefined where the code is none of TLS.
 */
export function tlsFailure(code: string, origin: string, options: ErrorOptions): BackendError | undefined {
  if (unknownIssuer.has(code)) {
    return new NoConnection(
      'tls',
      l10n.t(
        'The certificate of {0} comes from an authority that this computer does not know. Ask your IT service for the authority’s certificate and name its file in the setting “vigie.caBundle”, or in the environment variable NODE_EXTRA_CA_CERTS.',
        origin,
      ),
      'openSettings',
      options,
    );
  }
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
    return new NoConnection(
      'tls',
      l10n.t(
        'The certificate of {0} is not valid today: it has expired, or this computer’s date is wrong. Check the date; if it is right, tell the people who run that server.',
        origin,
      ),
      undefined,
      options,
    );
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return new NoConnection(
      'tls',
      l10n.t(
        'The certificate that {0} shows is made out to another name. Correct the address in the settings, or tell the people who run that server.',
        origin,
      ),
      'openSettings',
      options,
    );
  }
  if (clientCertificateAlerts.test(code)) {
    return new BackendError(
      'tls',
      l10n.t(
        '{0} does not accept this computer without a client certificate that it knows ({1}). Name yours in the setting “vigie.clientCertificate”, or ask the people who run that server.',
        origin,
        code,
      ),
      'openSettings',
      options,
    );
  }
  if (/^(ERR_SSL|ERR_TLS|CERT_|EPROTO|UND_ERR_PRX_TLS)/.test(code)) {
    return new BackendError(
      'tls',
      l10n.t(
        'No secure connection to {0} could be made ({1}). Check whether its address in the settings has to begin with http:// or https://.',
        origin,
        code,
      ),
      'openSettings',
      options,
    );
  }
  return undefined;
}

/** @param waited how long the connection was waited for, in milliseconds. */
export function noConnection(origin: string, waited: number): NoConnection {
  return new NoConnection('timeout', noConnectionWords(origin, waited), 'retry');
}

function noConnectionWords(origin: string, waited: number): string {
  return l10n.t(
    '{0} did not accept a connection within {1} seconds. Check the network or the VPN and try again.',
    origin,
    waited / 1000,
  );
}

/** @param waited how long the first word was waited for, in milliseconds. */
export function silentServer(origin: string, waited: number, options?: ErrorOptions): BackendError {
  return new BackendError(
    'timeout',
    l10n.t('{0} has not begun to answer for {1} seconds. It may be overloaded; try again later.', origin, waited / 1000),
    'retry',
    options,
  );
}

/** @param silence how long nothing came after a part of the answer, in milliseconds. */
export function fallenSilent(origin: string, silence: number, options?: ErrorOptions): BackendError {
  return new BackendError(
    'timeout',
    l10n.t(
      '{0} stopped in the middle of the answer and sent nothing for {1} seconds. Try again; if it happens often, tell the people who run it.',
      origin,
      silence / 1000,
    ),
    'retry',
    options,
  );
}

/** @param waited how long the end of the answer was waited for, in milliseconds. */
export function noEnd(origin: string, waited: number): BackendError {
  return new BackendError(
    'timeout',
    l10n.t(
      'The answer of {0} had no end after {1} seconds, so it was stopped. Ask for less at once, or choose a faster model.',
      origin,
      waited / 1000,
    ),
    'retry',
  );
}

/** Where and when a connection failed. */
export interface FailureContext {
  readonly origin: string;
  /** Whether an answer had begun. */
  readonly inAnswer: boolean;
  /** How long connections are waited for, in milliseconds. */
  readonly connect: number;
  /** How long a silent server was waited for, in milliseconds. */
  readonly silence: number;
}

/**
 * What a failed connection means to a person.
 * @param error what the HTTP client threw, before or in the middle of an answer.
 */
export function failureOf(error: unknown, { origin, inAnswer, connect, silence }: FailureContext): BackendError {
  if (error instanceof BackendError) return error;
  const code = codeOf(error);
  const options = { cause: error };
  const Failure = isOfDialling(error) ? NoConnection : BackendError;
  const fail = (...[fault, message, remedy]: ConstructorParameters<typeof BackendError>) =>
    new Failure(fault, message, remedy, options);

  const tls = tlsFailure(code, origin, options);
  if (tls !== undefined) return tls;

  switch (code) {
    case 'ECONNREFUSED':
      return fail(
        'unreachable',
        l10n.t('Nothing answers at {0}. Start the server there, or correct its address in the settings.', origin),
        'openSettings',
      );
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return fail(
        'unreachable',
        l10n.t(
          'The name in {0} is not known on this network. Connect to the network or the VPN that knows it, or correct the address in the settings.',
          origin,
        ),
        'openSettings',
      );
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
      return fail('timeout', noConnectionWords(origin, connect), 'retry');
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EHOSTDOWN':
      return fail(
        'unreachable',
        l10n.t('{0} cannot be reached from here. Check the network or the VPN and try again.', origin),
        'retry',
      );
    case 'UND_ERR_HEADERS_TIMEOUT':
      return silentServer(origin, silence, options);
    case 'UND_ERR_BODY_TIMEOUT':
      return fallenSilent(origin, silence, options);
  }
  if (!inAnswer && code.startsWith('HPE_')) {
    return fail(
      'malformed',
      l10n.t('What answers at {0} is not a web server. Correct the address in the settings.', origin),
      'openSettings',
    );
  }
  if (inAnswer) {
    return new Interrupted(
      'unreachable',
      l10n.t('The connection to {0} broke off in the middle of the answer. Try again.', origin),
      'retry',
      options,
    );
  }
  return fail(
    'unreachable',
    l10n.t(
      'The connection to {0} broke off before an answer came ({1}). Try again; if it stays, tell the people who run that server.',
      origin,
      code === '' ? String(error) : code,
    ),
    'retry',
  );
}

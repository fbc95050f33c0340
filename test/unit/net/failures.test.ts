import assert from 'node:assert/strict';
import type { BackendFault } from '../../../src/server/backends/backend.ts';
import { failureOf, Interrupted, NoConnection } from '../../../src/server/net/failures.ts';

const where = { origin: 'https://h', inAnswer: false, connect: 10_000, silence: 30_000 };
const failed = (code: string) => Object.assign(new Error('raw'), { code });

describe('failed connections in words', () => {
  const cases: [string, BackendFault, RegExp][] = [
    ['ECONNREFUSED', 'unreachable', /Nothing answers at https:\/\/h/],
    ['ENOTFOUND', 'unreachable', /not known/],
    ['EAI_AGAIN', 'unreachable', /not known/],
    ['EHOSTUNREACH', 'unreachable', /VPN/],
    ['ETIMEDOUT', 'timeout', /10 seconds/],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout', /10 seconds/],
    ['UND_ERR_HEADERS_TIMEOUT', 'timeout', /not begun to answer for 30 seconds/],
    ['UND_ERR_BODY_TIMEOUT', 'timeout', /in the middle of the answer .* 30 seconds/],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls', /NODE_EXTRA_CA_CERTS/],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls', /NODE_EXTRA_CA_CERTS/],
    ['CERT_HAS_EXPIRED', 'tls', /not valid today/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', /another name/],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls', /http:\/\/ or https:\/\//],
    ['HPE_INVALID_CONSTANT', 'malformed', /not a web server/],
    ['ECONNRESET', 'unreachable', /broke off before/],
    ['SOMETHING_NEW', 'unreachable', /SOMETHING_NEW/],
  ];
  for (const [code, fault, message] of cases) {
    it(`explains ${code}, with its cause kept`, () => {
      const error = failed(code);
      for (const raised of [
        error,
        new TypeError('wrapped', { cause: error }),
        new AggregateError([error, failed('OTHER')]),
      ]) {
        const failure = failureOf(raised, where);
        assert.equal(failure.fault, fault);
        assert.match(failure.message, message);
        assert.equal(failure.cause, raised);
      }
    });
  }

  it('tells a connection that breaks in an answer from one that never answered', () => {
    assert.ok(failureOf(failed('UND_ERR_SOCKET'), { ...where, inAnswer: true }) instanceof Interrupted);
    assert.ok(!(failureOf(failed('UND_ERR_SOCKET'), where) instanceof Interrupted));
    assert.ok(!(failureOf(failed('UND_ERR_BODY_TIMEOUT'), { ...where, inAnswer: true }) instanceof Interrupted));
  });

  for (const [code, more] of [
    ['ECONNREFUSED', { syscall: 'connect' }],
    ['ENOTFOUND', { syscall: 'getaddrinfo' }],
    ['ETIMEDOUT', { syscall: 'connect' }],
    ['UND_ERR_CONNECT_TIMEOUT', {}],
    ['SELF_SIGNED_CERT_IN_CHAIN', {}],
    ['CERT_HAS_EXPIRED', {}],
  ] as const) {
    it(`knows that nothing has left with ${code}`, () => {
      const error = Object.assign(failed(code), more);
      for (const raised of [error, new TypeError('wrapped', { cause: error }), new AggregateError([error])]) {
        assert.ok(failureOf(raised, where) instanceof NoConnection);
      }
    });
  }

  for (const [code, more] of [
    ['ECONNRESET', { syscall: 'read' }],
    ['ETIMEDOUT', { syscall: 'read' }],
    ['EPIPE', { syscall: 'write' }],
    ['UND_ERR_HEADERS_TIMEOUT', {}],
    ['UND_ERR_SOCKET', {}],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', {}],
  ] as const) {
    it(`does not claim that nothing has left with ${code} of ${'syscall' in more ? more.syscall : 'a connection'}`, () => {
      assert.ok(!(failureOf(Object.assign(failed(code), more), where) instanceof NoConnection));
    });
  }
});

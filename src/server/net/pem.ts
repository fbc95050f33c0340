/** @returns the certificates in a PEM text (RFC 7468), each with its marks and nothing else. */
export function certificatesIn(text: string): string[] {
  return text.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
}

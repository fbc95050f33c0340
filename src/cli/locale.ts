/**
 * The language of a terminal by POSIX's order of precedence (IEEE Std 1003.1-2017, section 8.2): `fr`, `en` …
 * @param system the language of the system, for where the environment names none, as on Windows.
 */
export function terminalLocale(env: Readonly<Record<string, string | undefined>>, system = 'en'): string {
  const set = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((value) => value !== undefined && value !== '');
  return (set ?? system).split(/[-_.@]/)[0] ?? 'en';
}

import { createContext } from 'preact';

/** Says a sentence to a screen reader, through the page's status region. */
export const Announce = createContext<(sentence: string) => void>(() => undefined);

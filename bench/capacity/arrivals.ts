import type { Chance } from '../ghost/random.ts';
import type { People, WorkName } from './inputs.ts';
import { Agenda } from './queue.ts';
import { exponential } from './simulate.ts';

const hour = 3600;

/** Moments of a Poisson process, in seconds. @param rate a second */
export function* poisson(rate: number, until: number, chance: Chance): Generator<number, void> {
  for (let at = exponential(chance, 1 / rate); at < until; at += exponential(chance, 1 / rate)) yield at;
}

/** How many requests for ghost text a person makes a second while typing. */
export function typingRate({ keysPerMinute, requestsPer100Keys }: People): number {
  return ((keysPerMinute / 60) * requestsPer100Keys) / 100;
}

/** How many people work with the editor. */
export function presentOf(count: number, { present }: People): number {
  return Math.round(count * present);
}

/**
 * Requests for ghost text of many people, each of whom types for a while and then does not: stretches of both kinds
 * have exponential lengths, requests come at random while typing.
 */
export function* ghostTextArrivals(count: number, people: People, until: number, chance: Chance): Generator<number, void> {
  const rate = typingRate(people);
  const pauseSeconds = (people.stretchSeconds * (1 - people.typing)) / people.typing;
  const agenda = new Agenda<Person>();
  for (let index = 0; index < presentOf(count, people); index += 1) {
    const types = chance.happens(people.typing);
    const until = exponential(chance, types ? people.stretchSeconds : pauseSeconds);
    const person = { types, until };
    agenda.add(types ? Math.min(until, exponential(chance, 1 / rate)) : until, person);
  }
  for (;;) {
    const next = agenda.next();
    if (next === undefined || next.at >= until) return;
    const { at, what: person } = next;
    if (at >= person.until) {
      person.types = !person.types;
      person.until = at + exponential(chance, person.types ? people.stretchSeconds : pauseSeconds);
    } else yield at;
    agenda.add(person.types ? Math.min(person.until, at + exponential(chance, 1 / rate)) : person.until, person);
  }
}

interface Person {
  types: boolean;
  /** When that changes. */
  until: number;
}

/** How many requests of a kind people make a second, in the mean. */
export function meanRate(count: number, people: People, work: WorkName): number {
  const each = work === 'chat' ? people.questionsPerHour / hour : people.typing * typingRate(people);
  return presentOf(count, people) * each;
}

/** Questions of many people in the chat. */
export function chatArrivals(count: number, people: People, until: number, chance: Chance): Generator<number, void> {
  return poisson(meanRate(count, people, 'chat'), until, chance);
}

import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** How far from its end the conversation may be for the reader to count as being there, in CSS pixels: about a line. */
const nearEnd = 24;

/**
 * Keeps a scrolled element at its end as long as the reader stays there. What it holds may change its height at any
 * time: formulas are typeset a while later, and what comes near the screen is laid out only then.
 * @param count How many turns the element shows, which are watched.
 * @returns whether the reader is at the end, what goes there, and what is to be called when the element was scrolled.
 */
export function useFollowing(log: RefObject<HTMLElement | null>, count: number) {
  const [following, setFollowing] = useState(true);
  const follows = useRef(true);
  /** How far down the end was when it was gone to last. */
  const end = useRef(0);

  const toEnd = () => {
    const { current } = log;
    if (current === null) return;
    // What stands there before the first question is read from its beginning.
    current.scrollTop = count === 0 ? 0 : current.scrollHeight;
    end.current = current.scrollTop;
    follows.current = true;
    setFollowing(true);
  };

  const onScroll = () => {
    const { current } = log;
    if (current === null || count === 0) return;
    const { scrollHeight, scrollTop, clientHeight } = current;
    const distance = scrollHeight - scrollTop - clientHeight;
    const there = distance <= nearEnd;
    // Only who goes up leaves the end: where the end went down, the reader goes along.
    if (!there && follows.current && scrollTop >= end.current - 1) {
      toEnd();
      return;
    }
    if (distance < 1) end.current = scrollTop;
    follows.current = there;
    setFollowing(there);
  };

  useLayoutEffect(() => {
    const observer = new ResizeObserver(() => {
      if (follows.current) toEnd();
    });
    // The element itself, too: it gives up room where the question's field grows.
    if (log.current !== null) for (const each of [log.current, ...log.current.children]) observer.observe(each);
    return () => {
      observer.disconnect();
    };
  }, [count]);

  return { following, toEnd, onScroll };
}

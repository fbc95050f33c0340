/**
 * Frames for work that may be long: after one that took the page a while, as many pass as it has taken, so that at least
 * half of the time is left for what the person does.
 * @param requestFrame calls back before the next frame, as `requestAnimationFrame` does.
 * @param afterFrame calls back when the frame that is under way has been drawn.
 * @param now Milliseconds of a clock that does not go back.
 * @returns a function that calls back before the next frame that is due.
 */
export function inPace(
  requestFrame: (callback: () => void) => void,
  afterFrame: (callback: () => void) => void,
  now: () => number,
): (callback: () => void) => void {
  let due = 0;
  const request = (callback: () => void): void => {
    requestFrame(() => {
      const start = now();
      if (start < due) {
        request(callback);
        return;
      }
      callback();
      afterFrame(() => {
        const end = now();
        due = end + (end - start);
      });
    });
  };
  return request;
}

/** Calls back when the frame that is under way has been drawn: a message comes after it. */
export function afterFrame(callback: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    callback();
  };
  port2.postMessage(undefined);
}

/**
 * What something comes to that a person waits for.
 * @param patience how long they do, in milliseconds
 * @returns undefined where it takes longer; what comes of it later is dropped.
 * @throws what it fails with in time.
 */
export async function inTime<T>(asked: PromiseLike<T>, patience: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, patience, undefined);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}

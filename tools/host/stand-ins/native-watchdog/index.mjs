/** Stands in for VS Code's native watchdog: ends this process once the one that started it is gone. */
export function start(parent) {
  const timer = setInterval(() => {
    try {
      process.kill(parent, 0);
    } catch {
      process.exit(87);
    }
  }, 1000);
  timer.unref();
}

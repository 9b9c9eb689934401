/**
 * Sends what one turn of the event loop answers in one go, after all requests that had come are read. A client or a proxy
 * on the same machine is then woken once, and not by each answer; that costs more than making the answer.
 */
export function sendTogether(): (send: () => void) => void {
  let waiting: (() => void)[] = [];
  const sendAll = () => {
    const all = waiting;
    waiting = [];
    for (const send of all) send();
  };
  return (send) => {
    if (waiting.push(send) === 1) setImmediate(sendAll);
  };
}

/**
 * Gathers what is given in one turn of the event loop, and sends it together at the turn's end: to wake another thread
 * costs more than most of what it is woken for.
 */
export function oncePerTurn<Value>(send: (values: readonly Value[]) => void): (value: Value) => void {
  let gathered: Value[] = [];

  function sendAll(): void {
    const values = gathered;
    gathered = [];
    send(values);
  }

  return (value) => {
    gathered.push(value);
    if (gathered.length === 1) process.nextTick(sendAll);
  };
}

import { isFromUs, MARK } from "./protocol.ts";

export interface Wire {
  tell(type: string, payload?: unknown): void;
  ask(type: string, payload?: unknown): Promise<unknown>;
  on(event: string, listener: (payload: unknown) => void): void;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** The app's end of the line to the admin. Outside of a frame nobody listens: questions then wait, as App Bridge's do. */
export function createWire(own: Window): Wire {
  const waiting = new Map<number, Waiting>();
  const listeners = new Map<string, ((payload: unknown) => void)[]>();
  let next = 1;
  own.addEventListener("message", ({ data, source }: MessageEvent<unknown>) => {
    if (source !== own.parent || !isFromUs(data)) return;
    if ("event" in data) {
      for (const listener of listeners.get(data.event) ?? []) listener(data.payload);
      return;
    }
    const asked = waiting.get(data.reply);
    waiting.delete(data.reply);
    if ("error" in data) asked?.reject(new Error(data.error));
    else asked?.resolve(data.value);
  });
  const post = (type: string, id: number | null, payload: unknown): void => {
    if (own.parent !== own) own.parent.postMessage({ mark: MARK, type, id, payload }, "*");
  };
  return {
    tell: (type, payload) => post(type, null, payload),
    ask: (type, payload) =>
      new Promise((resolve, reject) => {
        const id = next++;
        waiting.set(id, { resolve, reject });
        post(type, id, payload);
      }),
    on: (event, listener) => void listeners.set(event, [...(listeners.get(event) ?? []), listener]),
  };
}

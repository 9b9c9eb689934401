/** The pixel's side of its sandbox: a worker with the documented API and nothing of the page. The pixel's bundle follows. */
type Listener = (event: object) => void;
type Message =
  | { kind: "init"; settings: object; session: Record<string, string>; customerPrivacy: object }
  | { kind: "consent"; customerPrivacy: object }
  | { kind: "event"; event: { name: string } };

const listeners = new Map<string, Listener[]>();
const consentListeners: Listener[] = [];
const waiting: { name: string }[] = [];
let session: Record<string, string> = {};
let extend: ((api: object) => void) | undefined;
let init: Extract<Message, { kind: "init" }> | undefined;

function start(): void {
  if (!extend || !init) return;
  extend({
    settings: init.settings,
    init: { customerPrivacy: init.customerPrivacy, context: {}, data: {} },
    analytics: {
      subscribe: (name: string, run: Listener) => listeners.set(name, [...(listeners.get(name) ?? []), run]),
    },
    customerPrivacy: { subscribe: (_name: string, run: Listener) => consentListeners.push(run) },
    browser: {
      sessionStorage: {
        getItem: async (key: string) => session[key] ?? null,
        setItem: async (key: string, value: string) => {
          session = { ...session, [key]: value };
          postMessage({ key, value });
        },
      },
    },
  });
  for (const event of waiting.splice(0)) publish(event);
}

function publish(event: { name: string }): void {
  for (const run of listeners.get(event.name) ?? []) run(event);
}

Object.assign(globalThis, {
  shopify: {
    extend(_point: string, run: (api: object) => void) {
      extend = run;
      start();
    },
  },
});

addEventListener("message", ({ data }: MessageEvent<Message>) => {
  if (data.kind === "init") {
    init = data;
    ({ session } = data);
    start();
  } else if (data.kind === "consent")
    for (const run of consentListeners) run({ customerPrivacy: data.customerPrivacy });
  else if (init && extend) publish(data.event);
  else waiting.push(data.event);
});

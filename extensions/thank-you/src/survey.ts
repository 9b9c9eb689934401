import { callApp, textIn } from "../../shared/call-app.ts";
import type { PageApi, Placed } from "./api.ts";

/** A creator who may be chosen; `handle` is what is sent. */
export type Choice = { name: string; handle: string };

export type Found = { kind: "found"; choices: Choice[] } | { kind: "limited" } | { kind: "unreachable" };

/** Creators of this shop whose name or handle begins with `search`; few shops list all of theirs for `""`. */
export async function findCreators({ api, order }: Placed, search: string): Promise<Found> {
  const answer = await callApp(api.sessionToken, "/api/survey", { order, search });
  return answer.kind === "answered" ? { kind: "found", choices: choicesIn(answer.body) } : answer;
}

/** @returns whether the answer is on the order now */
export async function sendAnswer({ api, order }: Placed, handle: string): Promise<boolean> {
  const answer = await callApp(api.sessionToken, "/api/survey", { order, answer: handle });
  return answer.kind === "answered" && textIn(answer.body, "recorded") === "yes";
}

function choicesIn(body: unknown): Choice[] {
  const list: unknown = typeof body === "object" && body !== null ? Reflect.get(body, "creators") : undefined;
  if (!Array.isArray(list)) return [];
  return list
    .map((one: unknown) => ({ name: textIn(one, "name"), handle: textIn(one, "handle") }))
    .filter((one) => one.name !== "" && one.handle !== "");
}

const key = (order: string) => `creator-survey:${order}`;

/** Asked once: an answer, or a no, is remembered on this device. */
export async function isAnswered(api: PageApi, order: string): Promise<boolean> {
  try {
    return (await api.storage.read(key(order))) !== null;
  } catch {
    return false;
  }
}

export async function rememberAnswer(api: PageApi, order: string): Promise<void> {
  try {
    await api.storage.write(key(order), "yes");
  } catch {
    // Then it is asked again on the next visit, and the app keeps the first answer.
  }
}

import { expect, vi } from "vitest";
import { read, tick } from "../../shared/tests/language.ts";

export const creators = [
  { name: "Maya", handle: "maya" },
  { name: "Ben", handle: "ben" },
];

/** The app's side of a survey: it lists everybody, and records every answer. */
export const survey = (body: Record<string, unknown>) => ("answer" in body ? { recorded: "yes" } : { creators });
export const shows = (text: string) => vi.waitFor(() => expect(read()).toContain(text));

export const choose = async (handle: string) => {
  const list = document.body.querySelector("s-choice-list");
  Object.assign(list ?? {}, { values: [handle] });
  list?.dispatchEvent(new Event("change"));
  await tick();
};

export const press = (label: string) =>
  [...document.body.querySelectorAll("s-button")]
    .find((one) => one.textContent === label)
    ?.dispatchEvent(new Event("click"));

export const search = async (name: string) => {
  const field = document.body.querySelector("s-text-field");
  Object.assign(field ?? {}, { value: name });
  field?.dispatchEvent(new Event("input"));
  await tick();
  document.body.querySelector("s-form")?.dispatchEvent(new Event("submit"));
};

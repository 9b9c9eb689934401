import { expect, test } from "vitest";
import { createRefusalLog } from "./refusal-log.ts";

test("refusals are told by their reasons, once a second at most, and all are counted", () => {
  const said: object[] = [];
  let now = 0;
  const refused = createRefusalLog({ warn: (fields, message) => void said.push({ ...fields, message }) }, () => now);
  const message = "webhooks refused at the door";

  refused("forged");
  expect(said).toEqual([{ refused: { forged: 1 }, message }]);

  now = 999;
  for (let times = 0; times < 1_000; times += 1) refused("forged");
  refused("too_slow");
  expect(said).toHaveLength(1);

  now = 1_000;
  refused("cut_off");
  expect(said.slice(1)).toEqual([{ refused: { forged: 1_000, too_slow: 1, cut_off: 1 }, message }]);
});

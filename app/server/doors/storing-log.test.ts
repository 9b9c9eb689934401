import { expect, test } from "vitest";
import { createStoringLog } from "./storing-log.ts";

test("a failure is said at once, then once a second with how many, then that it is over", () => {
  const said: unknown[] = [];
  let ms = 5_000;
  const log = createStoringLog({ warn: (fields, message) => said.push({ ...fields, message }) }, () => ms);
  const err = new Error("away");

  log.stored();
  expect(said).toEqual([]);
  log.failed(err, 3);
  log.failed(err, 4);
  ms += 999;
  log.failed(err, 5);
  expect(said).toEqual([{ err, deliveries: 3, message: "webhooks not stored; Shopify will send them again" }]);
  ms += 1;
  log.failed(err, 6);
  expect(said.at(-1)).toMatchObject({ err, deliveries: 15 });
  log.failed(err, 2);
  log.stored();
  log.stored();
  expect(said.slice(2)).toEqual([{ deliveries: 2, message: "webhooks are stored again" }]);
  log.failed(err, 1);
  expect(said.at(-1)).toMatchObject({ err, deliveries: 1 });
});

import { expect, test } from "vitest";
import { NO_DETAILS, ownDetailsForm } from "./own-details.ts";

const whole = { firstName: "Maya", lastName: "Berg", addressLine: "1 Peak Rd", postalCode: "40202", country: "US" };

test.each([
  { why: "nothing", form: NO_DETAILS },
  { why: "all of it", form: whole },
  { why: "the name alone", form: { ...NO_DETAILS, firstName: "Maya", lastName: "Berg" } },
  { why: "an address without a postal code", form: { ...NO_DETAILS, addressLine: "1 Peak Rd", country: "HK" } },
])("may be told: $why", ({ form }) => expect(ownDetailsForm.parse(form)).toEqual(form));

test.each([
  { form: { ...whole, firstName: " " }, field: "firstName" },
  { form: { ...whole, lastName: "" }, field: "lastName" },
  { form: { ...whole, addressLine: "" }, field: "addressLine" },
  { form: { ...whole, country: "" }, field: "country" },
  { form: { ...whole, country: "Norway" }, field: "country" },
  { form: { ...whole, lastName: "x".repeat(61) }, field: "lastName" },
])("half of it is refused, at the field: $field", ({ form, field }) =>
  expect(ownDetailsForm.safeParse(form).error?.issues.map(({ path }) => path[0])).toEqual([field]),
);

import { expect, test } from "vitest";
import { problemsByField } from "./field-problems.ts";
import { NO_DETAILS, ownDetailsForm } from "./own-details.ts";

const whole = { firstName: "Maya", lastName: "Berg", addressLine: "1 Peak Rd", postalCode: "40202", country: "US" };

test.each([
  { why: "nothing", form: NO_DETAILS },
  { why: "all of it", form: whole },
  { why: "the name alone", form: { ...NO_DETAILS, firstName: "Maya", lastName: "Berg" } },
  { why: "an address without a postal code", form: { ...NO_DETAILS, addressLine: "1 Peak Rd", country: "HK" } },
])("may be told: $why", ({ form }) => expect(ownDetailsForm.parse(form)).toEqual(form));

const noAddress = { ...whole, addressLine: "", postalCode: "", country: "" };
const STREET = "street and number";
const COUNTRY = "choose the country";

test.each([
  {
    why: "a last name alone",
    form: { ...whole, firstName: " " },
    problems: { firstName: "the first name belongs to it" },
  },
  {
    why: "a first name alone",
    form: { ...whole, lastName: "" },
    problems: { lastName: "the last name belongs to it" },
  },
  { why: "no street", form: { ...whole, addressLine: "" }, problems: { addressLine: STREET } },
  { why: "no country", form: { ...whole, country: "" }, problems: { country: COUNTRY } },
  { why: "a country alone", form: { ...noAddress, country: "US" }, problems: { addressLine: STREET } },
  { why: "a street alone", form: { ...noAddress, addressLine: "1 Peak Rd" }, problems: { country: COUNTRY } },
  {
    why: "a postal code alone",
    form: { ...noAddress, postalCode: "40202" },
    problems: { addressLine: STREET, country: COUNTRY },
  },
  { why: "a country's name", form: { ...whole, country: "NORWAY" }, problems: { country: "choose a country" } },
  {
    why: "a name too long",
    form: { ...whole, lastName: "x".repeat(61) },
    problems: { lastName: "60 characters at most" },
  },
])("refused, at the field: $why", ({ form, problems }) => {
  const { error } = ownDetailsForm.safeParse(form);
  expect(error === undefined ? null : problemsByField(error)).toEqual(problems);
});

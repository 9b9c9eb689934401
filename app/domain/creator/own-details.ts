import { z } from "zod";

const short = (most: number) => z.string().trim().max(most, `${most} characters at most`);

/**
 * What a creator may tell so that their own orders can be told from their followers': a full name, a postal address, both
 * or neither. No brand sees it.
 */
export const ownDetailsForm = z
  .object({
    firstName: short(60),
    lastName: short(60),
    addressLine: short(120),
    postalCode: short(20),
    country: z.string().regex(/^([A-Z]{2})?$/, "choose a country"),
  })
  .superRefine(({ firstName, lastName, addressLine, postalCode, country }, check) => {
    const missing = (field: string, message: string) => check.addIssue({ code: "custom", path: [field], message });
    if (firstName === "" && lastName !== "") missing("firstName", "the first name belongs to it");
    if (lastName === "" && firstName !== "") missing("lastName", "the last name belongs to it");
    if (addressLine === "" && (postalCode !== "" || country !== "")) missing("addressLine", "street and number");
    if (country === "" && (postalCode !== "" || addressLine !== "")) missing("country", "choose the country");
  });
export type OwnDetails = z.output<typeof ownDetailsForm>;

export const NO_DETAILS: OwnDetails = { firstName: "", lastName: "", addressLine: "", postalCode: "", country: "" };

import type { Address } from "../../state/catalog.ts";
import type { View } from "../context.ts";

export const addressView = (address: Address, id: string): View => ({
  __typename: "MailingAddress",
  id,
  firstName: address.firstName,
  lastName: address.lastName,
  name: `${address.firstName} ${address.lastName}`.trim(),
  address1: address.address1,
  address2: null,
  company: null,
  city: address.city,
  province: address.province,
  provinceCode: address.provinceCode,
  zip: address.zip,
  country: address.country,
  countryCodeV2: address.countryCode,
  phone: address.phone,
  latitude: null,
  longitude: null,
});

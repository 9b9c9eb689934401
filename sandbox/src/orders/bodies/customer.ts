import type { Address, Customer } from "../../state/catalog.ts";
import { gid } from "../../state/ids.ts";
import type { Shop } from "../../state/shop.ts";
import { instant } from "./text.ts";

export const addressBody = (address: Address) => ({
  first_name: address.firstName,
  address1: address.address1,
  phone: address.phone,
  city: address.city,
  zip: address.zip,
  province: address.province,
  country: address.country,
  last_name: address.lastName,
  address2: null,
  company: null,
  latitude: null,
  longitude: null,
  name: `${address.firstName} ${address.lastName}`.trim(),
  country_code: address.countryCode,
  province_code: address.provinceCode,
});

/** No `orders_count`: it left the body in 2022-07. */
export function customerBody(shop: Shop, customer: Customer) {
  return {
    id: customer.id,
    email: customer.email,
    created_at: instant(customer.createdAt, shop.ianaTimezone),
    updated_at: instant(customer.updatedAt, shop.ianaTimezone),
    first_name: customer.firstName || null,
    last_name: customer.lastName || null,
    state: "disabled",
    note: customer.note,
    verified_email: true,
    multipass_identifier: null,
    tax_exempt: false,
    phone: customer.phone,
    email_marketing_consent: { state: "not_subscribed", opt_in_level: null, consent_updated_at: null },
    sms_marketing_consent: null,
    tags: customer.tags.join(", "),
    currency: shop.currency,
    tax_exemptions: [],
    admin_graphql_api_id: gid("Customer", customer.id),
    default_address: customer.address && defaultAddress(customer, customer.address),
  };
}

function defaultAddress(customer: Customer, address: Address) {
  const { latitude: _latitude, longitude: _longitude, ...rest } = addressBody(address);
  return { id: customer.id, customer_id: customer.id, ...rest, country_name: address.country, default: true };
}

/** Privacy topics name a customer by these three alone. */
export const customerKeyBody = (customer: Customer) => ({
  id: customer.id,
  email: customer.email,
  phone: customer.phone,
});

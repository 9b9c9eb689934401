import type { Address } from "../state/catalog.ts";

/** Where the sandbox's shops ship to. */
export const COUNTRIES: readonly (readonly [code: string, name: string])[] = [
  ["AU", "Australia"],
  ["CA", "Canada"],
  ["FR", "France"],
  ["DE", "Germany"],
  ["JP", "Japan"],
  ["GB", "United Kingdom"],
  ["US", "United States"],
];

/** Shopify's own Bogus Gateway: 1 approves, 2 declines. */
export const BOGUS_APPROVES = "1";

export interface CheckoutForm {
  readonly email: string;
  readonly address: Address;
  readonly note: string | null;
  /** Whole percent of the subtotal, or an amount in the shopper's currency. */
  readonly tip: { kind: "none" } | { kind: "percent"; percent: bigint } | { kind: "amount"; text: string };
  readonly payment: { kind: "card"; number: string } | { kind: "deposit" };
}

export type Checked = { kind: "good"; form: CheckoutForm } | { kind: "bad"; errors: Map<string, string> };

const REQUIRED: readonly (readonly [field: string, message: string])[] = [
  ["firstName", "Enter a first name"],
  ["lastName", "Enter a last name"],
  ["address1", "Enter an address"],
  ["city", "Enter a city"],
  ["zip", "Enter a postal code"],
];

export function checkForm(form: URLSearchParams): Checked {
  const get = (name: string): string => (form.get(name) ?? "").trim().slice(0, 255);
  const errors = new Map(REQUIRED.filter(([field]) => !get(field)));
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(get("email"))) errors.set("email", "Enter a valid email");
  const country = COUNTRIES.find(([code]) => code === get("country"));
  if (!country) errors.set("country", "Choose a country");
  const card = get("payment") !== "deposit";
  if (card && !get("card")) errors.set("card", "Enter a card number: 1 is approved, 2 is declined");
  const tip = tipOf(get("tip"), get("tipAmount"));
  if (!tip) errors.set("tipAmount", "Enter the tip as an amount, e.g. 3.00");
  if (errors.size > 0 || !country || !tip) return { kind: "bad", errors };
  const [countryCode, countryName] = country;
  return {
    kind: "good",
    form: {
      email: get("email"),
      address: {
        firstName: get("firstName"),
        lastName: get("lastName"),
        address1: get("address1"),
        city: get("city"),
        province: get("province") || null,
        provinceCode: null,
        zip: get("zip"),
        country: countryName,
        countryCode,
        phone: get("phone") || null,
      },
      note: null,
      tip,
      payment: card ? { kind: "card", number: get("card") } : { kind: "deposit" },
    },
  };
}

function tipOf(choice: string, amount: string): CheckoutForm["tip"] | null {
  if (choice === "" || choice === "none") return { kind: "none" };
  if (choice === "10" || choice === "15" || choice === "20") return { kind: "percent", percent: BigInt(choice) };
  return choice === "custom" && /^\d{1,6}([.,]\d{1,3})?$/.test(amount)
    ? { kind: "amount", text: amount.replace(",", ".") }
    : null;
}

import { expect, test } from "vitest";
import { guessColumns } from "./columns.ts";

test.each([
  {
    app: "names in two parts",
    header: ["ID", "First name", "Last name", "Email", "Affiliate link", "Coupon", "Commission", "Balance"],
    columns: { email: 3, name: 1, lastName: 2, code: 5, link: 4, rate: 6 },
  },
  {
    app: "underscores",
    header: ["affiliate_id", "full_name", "email_address", "discount_code", "commission_rate"],
    columns: { email: 2, name: 1, lastName: null, code: 3, link: 0, rate: 4 },
  },
  {
    app: "a referral code that is the link's value, beside a coupon",
    header: ["Name", "E-Mail", "Referral URL", "Coupon Code"],
    columns: { email: 1, name: 0, lastName: null, code: 3, link: 2, rate: null },
  },
  {
    app: "nothing that is known",
    header: ["a", "b"],
    columns: { email: null, name: null, lastName: null, code: null, link: null, rate: null },
  },
])("$app", ({ header, columns }) => expect(guessColumns(header)).toEqual(columns));

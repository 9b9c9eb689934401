import fc from "fast-check";
import { expect, test } from "vitest";
import { USD, currency } from "../../../tests/builders/order.ts";
import { storedAmount, withAmounts } from "./stored-amounts.ts";

const write = ({ amountMinor, currency: code }: { amountMinor: bigint; currency: string }) =>
  `<${amountMinor} ${code}>`;

test.each([
  { sentence: "1.80 USD for the code on the order", is: "<180 USD> for the code on the order" },
  { sentence: "the limit took off 1800 JPY; 0.30 USD", is: "the limit took off <1800 JPY>; <30 USD>" },
  { sentence: "10% of -80.10 USD", is: "10% of <-8010 USD>" },
  { sentence: "1 of 2 units was refunded", is: "1 of 2 units was refunded" },
  { sentence: "12 ABC, 3 USDT, 1.005 USD, v2.80 USD", is: "12 ABC, 3 USDT, 1.005 USD, v2.80 USD" },
  { sentence: `beyond any order: ${"9".repeat(20)} USD`, is: `beyond any order: ${"9".repeat(20)} USD` },
])("$sentence", ({ sentence, is }) => expect(withAmounts(sentence, write)).toBe(is));

test("whatever amount is stored, a page reads it as it was", () =>
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }),
      fc.constantFrom(USD, currency("JPY"), currency("KWD")),
      (amountMinor, code) => {
        const read = withAmounts(`paid ${storedAmount(amountMinor, code)}.`, write);
        expect(read).toBe(`paid <${amountMinor} ${code}>.`);
      },
    ),
  ));

import type { NewProduct } from "./make.ts";

type SeedProduct = Omit<NewProduct, "collectionIds"> & { collections: string[] };

const p = (
  title: string,
  vendor: string,
  productType: string,
  collections: string[],
  tags: string[],
  variants: [title: string, sku: string, priceMinor: number][],
): SeedProduct => ({
  title,
  vendor,
  productType,
  collections,
  tags,
  variants: variants.map(([name, sku, price]) => ({ title: name, sku, priceMinor: BigInt(price) })),
});

const one = (sku: string, price: number): [string, string, number][] => [["Default Title", sku, price]];
const sizes = (sku: string, price: number): [string, string, number][] =>
  ["S", "M", "L"].map((size) => [size, `${sku}-${size}`, price]);

/** The demo store: outdoor goods in US dollars, three vendors. */
export const OUTDOOR: readonly SeedProduct[] = [
  p(
    "Ridgeline Daypack 22L",
    "Northfold",
    "Backpacks",
    ["Best sellers", "Day hikes"],
    ["pack", "recycled"],
    one("NF-DP22", 8900),
  ),
  p("Summit Pack 45L", "Northfold", "Backpacks", ["Multi-day"], ["pack"], one("NF-SP45", 18900)),
  p(
    "Packable Rain Shell",
    "Northfold",
    "Jackets",
    ["Best sellers", "Rain"],
    ["shell", "recycled"],
    sizes("NF-RS", 14900),
  ),
  p("Merino Base Layer", "Northfold", "Base layers", ["Day hikes"], ["merino"], sizes("NF-MB", 7450)),
  p("Trail Cap", "Northfold", "Accessories", ["Day hikes"], ["cap"], one("NF-CAP", 2800)),
  p(
    "Titanium Mug 450",
    "Emberworks",
    "Cookware",
    ["Best sellers", "Camp kitchen"],
    ["titanium"],
    one("EW-MUG450", 3995),
  ),
  p("Pocket Stove", "Emberworks", "Cookware", ["Camp kitchen"], ["stove"], one("EW-STV", 4999)),
  p("Nesting Pot Set", "Emberworks", "Cookware", ["Camp kitchen", "Multi-day"], ["cookset"], one("EW-POTS", 7995)),
  p("Pour-Over Coffee Kit", "Emberworks", "Coffee", ["Camp kitchen"], ["coffee", "gift"], one("EW-POUR", 3450)),
  p("Bamboo Utensil Roll", "Emberworks", "Cookware", ["Camp kitchen"], ["bamboo", "gift"], one("EW-UTN", 1833)),
  p("Down Quilt -5", "Lumen & Loft", "Sleep", ["Multi-day"], ["down"], one("LL-DQ5", 25900)),
  p("Inflatable Pillow", "Lumen & Loft", "Sleep", ["Multi-day"], ["sleep"], one("LL-PLW", 2499)),
  p("Trail Lantern", "Lumen & Loft", "Lights", ["Best sellers"], ["light"], one("LL-LAN", 3333)),
  p(
    "Headlamp 400",
    "Lumen & Loft",
    "Lights",
    ["Day hikes"],
    ["light"],
    [
      ["Slate", "LL-HL4-SL", 4400],
      ["Moss", "LL-HL4-MO", 4400],
    ],
  ),
  p("Ultralight Hammock", "Lumen & Loft", "Sleep", ["Day hikes"], ["hammock", "gift"], one("LL-HAM", 6900)),
  {
    ...p(
      "Gift Card",
      "Northfold",
      "Gift cards",
      [],
      ["gift"],
      [
        ["$25", "GC-25", 2500],
        ["$100", "GC-100", 10000],
      ],
    ),
    giftCard: true,
  },
];

/** The second store: skin care in euros, tax included. */
export const SKINCARE: readonly SeedProduct[] = [
  p("Rose Cleansing Balm", "Atelier Lune", "Cleansers", ["Rituals"], ["vegan"], one("AL-RCB", 2890)),
  p("Oat Milk Cleanser", "Atelier Lune", "Cleansers", ["Rituals"], ["vegan", "sensitive"], one("AL-OMC", 2190)),
  p(
    "Vitamin C Serum",
    "Atelier Lune",
    "Serums",
    ["Bestseller"],
    ["vegan"],
    [
      ["15 ml", "AL-VC15", 2499],
      ["30 ml", "AL-VC30", 3999],
    ],
  ),
  p("Night Repair Oil", "Atelier Lune", "Oils", ["Bestseller", "Rituals"], ["vegan"], one("AL-NRO", 4450)),
  p("Sea Salt Soap", "Maison Sel", "Soap", ["Bath"], ["plastic-free"], one("MS-SSS", 890)),
  p("Algae Bath Soak", "Maison Sel", "Bath", ["Bath"], ["plastic-free"], one("MS-ABS", 1990)),
  p("Mineral Sunscreen 50", "Maison Sel", "Sun", ["Bestseller"], ["reef-safe"], one("MS-SUN", 2650)),
  p("Hand Cream Trio", "Maison Sel", "Hands", ["Bath"], ["gift"], one("MS-HCT", 2333)),
  p("Linen Headband", "Studio Brume", "Accessories", ["Rituals"], ["linen"], one("SB-LHB", 1490)),
  p("Gua Sha Stone", "Studio Brume", "Tools", ["Rituals", "Bestseller"], ["tool", "gift"], one("SB-GSS", 2990)),
  p("Konjac Sponge", "Studio Brume", "Tools", ["Bath"], ["tool"], one("SB-KSP", 690)),
  p("Travel Pouch", "Studio Brume", "Accessories", ["Rituals"], ["linen", "gift"], one("SB-TRP", 1850)),
];

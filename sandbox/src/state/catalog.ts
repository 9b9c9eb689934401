export interface Variant {
  id: number;
  productId: number;
  title: string;
  sku: string | null;
  /** Minor units of the shop's currency. */
  priceMinor: bigint;
  compareAtMinor: bigint | null;
  taxable: boolean;
  requiresShipping: boolean;
  grams: number;
  position: number;
  createdAt: Date;
  updatedAt: Date;
}

export interface ProductImage {
  id: number;
  /** On the shop's own host. */
  path: string;
  alt: string;
  width: number;
  height: number;
}

export interface Product {
  id: number;
  title: string;
  handle: string;
  descriptionHtml: string;
  vendor: string;
  productType: string;
  tags: string[];
  status: "ACTIVE" | "DRAFT" | "ARCHIVED";
  giftCard: boolean;
  collectionIds: number[];
  image: ProductImage | null;
  variants: Variant[];
  createdAt: Date;
  updatedAt: Date;
}

export interface Collection {
  id: number;
  title: string;
  handle: string;
  descriptionHtml: string;
  updatedAt: Date;
}

export interface Address {
  firstName: string;
  lastName: string;
  address1: string;
  city: string;
  province: string | null;
  provinceCode: string | null;
  zip: string;
  country: string;
  countryCode: string;
  phone: string | null;
}

export interface Customer {
  id: number;
  email: string | null;
  phone: string | null;
  firstName: string;
  lastName: string;
  locale: string;
  tags: string[];
  note: string | null;
  address: Address | null;
  createdAt: Date;
  updatedAt: Date;
}

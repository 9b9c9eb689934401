-- Where Shopify writes to whoever runs the shop: a person's address, hence sealed.
ALTER TABLE "shops" ADD COLUMN "email_ciphertext" BYTEA;

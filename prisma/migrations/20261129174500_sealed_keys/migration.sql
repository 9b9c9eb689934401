-- Keys that have to last as long as what was made with them, sealed with the key of encryption.
CREATE TABLE "sealed_keys" (
    "name" TEXT NOT NULL,
    "key_ciphertext" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sealed_keys_pkey" PRIMARY KEY ("name")
);

-- Nothing that was hashed with a key can be found without it, and no other copy of it is kept. (Sealing it again is an update.)
CREATE FUNCTION "refuse_loss_of_a_key"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of % is refused: what was hashed with a key is lost with it', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'RF001', HINT = 'Keep it for as long as the database.';
END $$;

CREATE TRIGGER "sealed_keys_stay" BEFORE DELETE OR TRUNCATE ON "sealed_keys"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_loss_of_a_key"();

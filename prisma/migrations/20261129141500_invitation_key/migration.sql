-- Encrypted columns are found, and sealed again after a change of the key, in tables with a key of one column.
ALTER TABLE "invitations" DROP CONSTRAINT "invitations_pkey", ADD CONSTRAINT "invitations_pkey" PRIMARY KEY ("id");

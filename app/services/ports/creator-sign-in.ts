import type { Instant } from "#app/domain/kernel/instant.ts";

/** Magic links. Tokens are secrets of the person who got the mail; only their hashes are stored. */
export type SignInLinks = {
  /** Stores a link and the mail that carries it, in one transaction. */
  send(link: {
    token: string;
    email: string;
    at: Instant;
    expiresAt: Instant;
    mail: { subject: string; text: string };
  }): Promise<void>;
  /** Stores a link without a mail. */
  issue(link: { token: string; email: string; at: Instant; expiresAt: Instant }): Promise<void>;
  /** Whose link it is, without using it up; null when it is used, expired or unknown. */
  peek(token: string, at: Instant): Promise<{ email: string } | null>;
  /** As `peek`, and from now on the link is used: of any number at once one gets it. */
  use(token: string, at: Instant): Promise<{ email: string } | null>;
};

export type CreatorSession = {
  creatorId: string;
  /** When the person last proved who they are; it survives the rotation of the session's id. */
  signedInAt: Instant;
  expiresAt: Instant;
  /** Replaced by another id; still good for the requests that were under way. */
  replacedAt: Instant | null;
};

/** Sessions of the portal; ids are secrets of the browser, only their hashes are stored. */
export type CreatorSessions = {
  open(id: string, session: { creatorId: string; signedInAt: Instant; expiresAt: Instant }): Promise<void>;
  find(id: string): Promise<CreatorSession | null>;
  /** Gives a session a new id; false when another request did so first. */
  replace(oldId: string, newId: string, at: Instant, expiresAt: Instant): Promise<boolean>;
  close(id: string): Promise<void>;
  closeAll(creatorId: string): Promise<void>;
};

/** What is limited: `…_email` per e-mail address, `…_visitor` per network address, `apply` per creator. */
export type LimitName = "sign_in_email" | "sign_in_visitor" | "confirm_visitor" | "apply";

export type RateLimits = {
  /** Counts one more try. Keys may be personal: they are hashed before they are stored. */
  take(limit: LimitName, key: string): Promise<{ allowed: true } | { allowed: false; retryAfterSeconds: number }>;
};

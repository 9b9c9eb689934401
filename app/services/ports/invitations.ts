import type { Instant } from "#app/domain/kernel/instant.ts";
import type { Invited } from "#app/domain/invitation/read-row.ts";
import type { Partnership } from "./applications.ts";
import type { Page, PageRequest } from "./page.ts";

export type InvitationState = "open" | "accepted" | "declined";

/** What is known already of somebody in a file. */
export type Standing = {
  kind: "new" | "invited" | "declined" | "partner";
  /** The code, or what the old links leave, is another creator's of the shop. */
  codeTaken: boolean;
  tokenTaken: boolean;
};

export type InvitationRow = {
  id: string;
  offerName: string;
  /** Null once answered: the address is kept for asking alone. */
  contact: { email: string; name: string } | null;
  code: string | null;
  state: InvitationState;
  createdAt: Instant;
  answeredAt: Instant | null;
};

/** A mail to somebody who may have no account. */
export type InvitationMail = { subject: string; text: string };

/** A brand's invitations. Addresses are hashed and encrypted where they are stored. */
export type Invitations = {
  /** One for each, in the same sequence. */
  standing(shopId: number, offerId: string, people: readonly Invited[]): Promise<Standing[]>;
  /**
   * Invites all in one transaction, with the job that mails them. Who is invited already keeps the invitation, with what
   * the file says now; who has answered is left alone.
   * @returns how many are new
   */
  invite(
    shopId: number,
    offerId: string,
    people: readonly Invited[],
    by: { actor: string; at: Instant },
  ): Promise<number>;
  /** Newest first. */
  list(shopId: number, page: PageRequest): Promise<Page<InvitationRow>>;
  counts(shopId: number): Promise<Record<InvitationState, number>>;
  /** Writes the mails of the next open invitations that have had none. @returns how many */
  mailNext(
    shopId: number,
    limit: number,
    at: Instant,
    mailFor: (invitation: { id: string; offerName: string; brandName: string; name: string }) => InvitationMail,
  ): Promise<number>;
};

/** What a creator brings along from the app before, by the invitation of their address. */
export type BroughtAlong = {
  invitationId: string;
  code: string | null;
  ownRateBps: number | null;
  oldToken: string | null;
};

/** Part of the transaction that makes a partnership. */
export type BroughtAlongStore = {
  /** Null where the brand invited nobody of the creator's address, or that one declined. */
  of(shopId: number, offerId: string, creatorId: string): Promise<BroughtAlong | null>;
  /** Gives the partnership its rate and its old links, and closes the invitation. */
  carryOver(partnership: Partnership, brought: BroughtAlong, at: Instant): Promise<void>;
  /** The code was its creator's before: where another discount has it, it is not made a second time. */
  markImported(shopId: number, codeId: string): Promise<void>;
  isImported(shopId: number, codeId: string): Promise<boolean>;
};

/** An invitation as the invited creator sees it. */
export type MyInvitation = {
  shopId: number;
  id: string;
  offerId: string;
  brandName: string;
  state: InvitationState;
  code: string | null;
  ownRateBps: number | null;
  hasOldLink: boolean;
};

export type MyInvitations = {
  /** Null unless it is of the creator's own address. */
  get(creatorId: string, invitationId: string): Promise<MyInvitation | null>;
  /** As `get`, and nobody else answers it until the transaction ends. */
  lock(creatorId: string, invitationId: string): Promise<MyInvitation | null>;
  answer(shopId: number, invitationId: string, state: "accepted" | "declined", at: Instant): Promise<void>;
};

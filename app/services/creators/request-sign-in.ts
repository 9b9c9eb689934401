import { z } from "zod";
import { instant } from "#app/domain/kernel/instant.ts";
import { signInMail } from "../mail/sign-in-mail.ts";
import type { Addresses } from "../ports/addresses.ts";
import type { Clock } from "../ports/clock.ts";
import type { RateLimits, SignInLinks } from "../ports/creator-sign-in.ts";

type Deps = {
  links: SignInLinks;
  limits: RateLimits;
  addresses: Addresses;
  /** The machine's own: tokens do not follow a moved clock. */
  wallClock: Clock;
  /** 256 random bits as text for an address. */
  newSecret(): string;
};

export const LINK_LIVES_MINUTES = 15;

export type SignInRequested =
  /** Said whether or not the address is known, and whether or not its own limit is reached. */
  { kind: "on_its_way" } | { kind: "invalid_email" } | { kind: "too_many"; retryAfterSeconds: number };

const address = z.email().max(254);

/**
 * Mails a link that signs its reader in.
 *
 * The answer is the same for every address, so nobody learns who has an account. Too many mails to one address stop
 * silently; too many tries from one network are told so, since that says nothing about anybody.
 *
 * @param input.visitor the network address of the request
 * @param input.next a page of the portal to go on to
 */
export async function requestSignIn(
  deps: Deps,
  input: { email: string; visitor: string; next: string | null },
): Promise<SignInRequested> {
  const parsed = address.safeParse(input.email.trim());
  if (!parsed.success) return { kind: "invalid_email" };
  const visitor = await deps.limits.take("sign_in_visitor", input.visitor);
  if (!visitor.allowed) return { kind: "too_many", retryAfterSeconds: visitor.retryAfterSeconds };
  const mailbox = await deps.limits.take("sign_in_email", parsed.data);
  if (!mailbox.allowed) return { kind: "on_its_way" };

  const at = deps.wallClock.now();
  const token = deps.newSecret();
  const query = input.next === null ? "" : `?next=${encodeURIComponent(input.next)}`;
  const url = deps.addresses.portal(`/sign-in/${token}${query}`);
  await deps.links.send({
    token,
    email: parsed.data,
    at,
    expiresAt: instant(at + LINK_LIVES_MINUTES * 60_000),
    mail: signInMail({ url, minutes: LINK_LIVES_MINUTES }),
  });
  return { kind: "on_its_way" };
}

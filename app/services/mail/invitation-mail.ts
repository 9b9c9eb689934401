import type { InvitationMail } from "../ports/invitations.ts";

type Asked = { brandName: string; offerName: string; name: string; url: string };

/** To somebody who knows the brand and perhaps not us: who asks, why, what it costs, and how to say no. */
export const invitationMail = ({ brandName, offerName, name, url }: Asked): InvitationMail => ({
  subject: `${brandName} asks you to join its new creator programme`,
  text: [
    name === "" ? "Hello," : `Hello ${name},`,
    `${brandName} pays its creators through Fairshare from now on, and would like to keep working with you under "${offerName}".`,
    `Read the terms, then accept them or say no:\n${url}`,
    "You sign in with this e-mail address; there is no password, and it costs nothing. Your code and your old links count for you from the moment you accept.",
    `What ${brandName} owed you before is still paid the old way. You do not know ${brandName}? Then do nothing: nobody joins without accepting.`,
  ].join("\n\n"),
});

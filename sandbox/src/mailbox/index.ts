export { Mailbox, type Mail, type MailboxOptions } from "./mailbox.ts";
export { mailboxRoutes } from "./routes.ts";

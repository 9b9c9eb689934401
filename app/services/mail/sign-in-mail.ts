/** The mail with a magic link. It names nobody: it may go to somebody who did not ask for it. */
export const signInMail = ({ url, minutes }: { url: string; minutes: number }): { subject: string; text: string } => ({
  subject: "Your Fairshare sign-in link",
  text: [
    "Open this link to sign in to Fairshare:",
    url,
    `It works once, within ${minutes} minutes.`,
    "You did not ask for it? Then do nothing: without the link nobody gets in.",
  ].join("\n\n"),
});

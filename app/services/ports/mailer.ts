export type Message = { to: string; subject: string; text: string };

export type Mailer = {
  /**
   * Hands a message to the mail server; resolves once the server has taken it.
   * @param id the same for each try of one message, so that a mailbox can tell a repetition
   */
  send(id: string, message: Message): Promise<void>;
};

/** The stored mails, as the job that sends them sees them. */
export type MailStore = {
  /** Null when it was sent already, or is gone. */
  waiting(mailId: string): Promise<{ kind: string; message: Message } | null>;
  /** Empties the message: a mail that is sent is no longer ours to keep. */
  markSent(mailId: string): Promise<void>;
  markFailed(mailId: string, error: string): Promise<void>;
};

/** What the app's frame and the admin around it say to each other, by `postMessage`. Nothing in it is secret but the session token. */

export const MARK = "fairshare-sandbox";

/** From the app; `id` asks for a reply. */
export interface AppMessage {
  readonly mark: typeof MARK;
  readonly type: string;
  readonly id: number | null;
  readonly payload: unknown;
}

/** From the admin: the reply to a question, or an event. */
export type AdminMessage =
  | { readonly mark: typeof MARK; readonly reply: number; readonly value: unknown }
  | { readonly mark: typeof MARK; readonly reply: number; readonly error: string }
  | { readonly mark: typeof MARK; readonly event: string; readonly payload: unknown };

export interface NavItem {
  readonly href: string;
  readonly label: string;
}

export interface TitleBarButton {
  readonly key: number;
  readonly label: string;
  readonly variant: string;
  readonly tone: string;
  readonly disabled: boolean;
}

export interface TitleBar {
  readonly title: string;
  readonly buttons: readonly TitleBarButton[];
}

export interface SaveBarState {
  readonly saveLabel: string;
  readonly discardLabel: string;
  readonly saveDisabled: boolean;
  readonly discardConfirmation: boolean;
}

export const isFromUs = (data: unknown): data is AppMessage & AdminMessage =>
  typeof data === "object" && data !== null && "mark" in data && data.mark === MARK;

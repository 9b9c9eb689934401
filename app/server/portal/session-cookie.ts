/**
 * The cookie that holds a session's id. Scripts cannot read it, other sites' forms do not carry it, and over https it
 * never leaves that host nor https.
 */
export function sessionCookie(appUrl: URL) {
  const secure = appUrl.protocol === "https:";
  const name = secure ? "__Host-fairshare" : "fairshare";
  const flags = `Path=/; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
  return {
    read(request: Request): string | null {
      const cookies = (request.headers.get("Cookie") ?? "").split(/;\s*/);
      const value = cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1);
      return value !== undefined && /^[\w-]{20,100}$/.test(value) ? value : null;
    },
    /** Kept by the browser for 30 days; the server decides how long it is good. */
    set: (sessionId: string): string => `${name}=${sessionId}; Max-Age=${30 * 24 * 3600}; ${flags}`,
    clear: (): string => `${name}=; Max-Age=0; ${flags}`,
  };
}

/** A page of the portal, and not another site in disguise (`//host`, a backslash). */
export const isLocalPath = (path: string): boolean => /^\/creator(?:[/?][\w\-./?=&%~+]*)?$/.test(path);

/** Where to go on after signing in. */
export const nextPath = (wanted: string | null): string | null =>
  wanted !== null && isLocalPath(wanted) && !wanted.startsWith("/creator/sign-") ? wanted : null;

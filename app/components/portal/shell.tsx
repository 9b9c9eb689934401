import { Form, Link, NavLink } from "@remix-run/react";
import type { ReactNode } from "react";

/** Two equal parts of a whole. */
export const Mark = () => (
  <svg width="26" height="26" viewBox="0 0 26 26" aria-hidden="true">
    <path d="M13 1a12 12 0 0 1 0 24z" fill="currentColor" />
    <path d="M13 1a12 12 0 0 0 0 24z" fill="none" stroke="currentColor" strokeWidth="2" />
  </svg>
);

const Icon = ({ path }: { path: string }) => (
  <svg
    width="22"
    height="22"
    viewBox="0 0 24 24"
    aria-hidden="true"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.8"
  >
    <path d={path} strokeLinecap="round" strokeLinejoin="round" />
  </svg>
);

const TABS = [
  { to: "/creator", end: true, name: "Home", path: "M4 11l8-7 8 7v9h-5v-6H9v6H4z" },
  { to: "/creator/offers", end: false, name: "Offers", path: "M4 4h9l7 7-9 9-7-7zM8.5 8.5h.01" },
  { to: "/creator/earnings", end: false, name: "Earnings", path: "M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6" },
  { to: "/creator/payouts", end: false, name: "Payouts", path: "M3 7h18v11H3zM3 11h18M7 15h3" },
] as const;

type ShellProps = {
  /** Null: nobody is signed in, there is nowhere to go yet. */
  name: string | null;
  children: ReactNode;
};

/** The frame of the portal's pages: on a phone the tabs are at the bottom, under the thumb. */
export function PortalShell({ name, children }: ShellProps) {
  return (
    <>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <header className="top">
        <div className="top-in">
          <Link className="mark" to={name === null ? "/" : "/creator"}>
            <Mark />
            Fairshare
          </Link>
          {name === null ? null : <Tabs />}
          {name === null ? null : <Who name={name} />}
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}

const Tabs = () => (
  <nav className="tabs" aria-label="Portal">
    {TABS.map(({ to, end, name, path }) => (
      <NavLink key={to} to={to} end={end}>
        <Icon path={path} />
        {name}
      </NavLink>
    ))}
  </nav>
);

const Who = ({ name }: { name: string }) => (
  <div className="who">
    <Link to="/creator/profile">{name === "" ? "Profile" : name}</Link>
    <Form method="post" action="/creator/sign-out">
      <button className="button text small" type="submit">
        Sign out
      </button>
    </Form>
  </div>
);
